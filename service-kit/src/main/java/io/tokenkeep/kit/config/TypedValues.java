package io.tokenkeep.kit.config;

import io.tokenkeep.link.LinkKeys;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.RecipientKeys;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** Checked values by the names of their settings, each read as the type that its definition gives it. Immutable. */
class TypedValues {

    private final Map<String, Object> values;

    TypedValues(Map<String, Object> values) {
        this.values = values;
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public String string(String name) {
        return get(name, String.class);
    }

    public Optional<String> optionalString(String name) {
        return has(name) ? Optional.of(string(name)) : Optional.empty();
    }

    public int integer(String name) {
        return get(name, Integer.class);
    }

    public double decimal(String name) {
        return get(name, Double.class);
    }

    public boolean bool(String name) {
        return get(name, Boolean.class);
    }

    public List<String> list(String name) {
        List<?> items = get(name, List.class);
        return items.stream().map(Object::toString).toList();
    }

    /** A STRING setting validated by {@link Durations}. */
    public Duration duration(String name) {
        return Durations.parse(string(name));
    }

    /** A STRING setting validated by {@link WebUri}. */
    public URI uri(String name) {
        return URI.create(string(name));
    }

    public Optional<URI> optionalUri(String name) {
        return optionalString(name).map(URI::create);
    }

    public Path path(String name) {
        return Path.of(string(name));
    }

    /** A PASSWORD setting. */
    public Secret secret(String name) {
        return Secret.of(get(name, Password.class).value());
    }

    /** A PASSWORD setting that holds a JWK Set; {@link ConfigException} names the setting where it holds none. */
    public KeySet keySet(String name) {
        try {
            return KeySet.parse(secret(name).reveal());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(name + ": " + e.getMessage());
        }
    }

    /** A JWK Set of the keys of connect links. Fails with {@link ConfigException} naming the setting. */
    public LinkKeys linkKeys(String name) {
        try {
            return LinkKeys.parse(secret(name).reveal());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(name + ": " + e.getMessage());
        }
    }

    /** A JWK Set with the private keys of a recipient, one at least. Fails with {@link ConfigException} naming the setting. */
    public RecipientKeys recipientKeys(String name) {
        try {
            RecipientKeys keys = RecipientKeys.parse(secret(name).reveal());
            if (!keys.canOpen()) {
                throw new IllegalArgumentException("no key has its private part (\"d\"), so none opens");
            }
            return keys;
        } catch (IllegalArgumentException e) {
            throw new ConfigException(name + ": " + e.getMessage());
        }
    }

    /** A JWK Set with the public keys of a recipient alone. Fails with {@link ConfigException} naming the setting. */
    public RecipientKeys publicRecipientKeys(String name) {
        try {
            RecipientKeys keys = RecipientKeys.parse(secret(name).reveal());
            if (keys.canOpen()) {
                throw new IllegalArgumentException("leave out the private parts: only the recipient has them");
            }
            return keys;
        } catch (IllegalArgumentException e) {
            throw new ConfigException(name + ": " + e.getMessage());
        }
    }

    /** A PASSWORD setting that holds several secrets, with commas between them, in their order. */
    public List<Secret> secrets(String name) {
        return Arrays.stream(get(name, Password.class).value().split(",", -1))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .map(Secret::of)
                .toList();
    }

    private <T> T get(String name, Class<T> type) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalStateException(name + " has no value: define it, or ask whether it has one");
        }
        return type.cast(value);
    }
}
