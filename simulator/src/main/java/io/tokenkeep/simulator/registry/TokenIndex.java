package io.tokenkeep.simulator.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The remembered tokens, found by text, by holder and by code. At its bound it forgets the oldest. Not safe for
 * threads.
 */
final class TokenIndex {
    private final int remembered;
    private final Map<String, IssuedToken> byValue = new LinkedHashMap<>();
    private final Map<Holder, List<String>> byHolder = new HashMap<>();
    private final Map<String, List<String>> byCode = new HashMap<>();

    TokenIndex(int remembered) {
        this.remembered = remembered;
    }

    IssuedToken keep(IssuedToken fresh) {
        if (byValue.size() >= remembered) {
            forget(byValue.values().iterator().next());
        }
        byHolder.computeIfAbsent(Holder.of(fresh), ignored -> new ArrayList<>(2))
                .add(fresh.value());
        byCode.computeIfAbsent(fresh.code(), ignored -> new ArrayList<>(2)).add(fresh.value());
        return put(fresh);
    }

    /** Replaces the state of a remembered token. */
    IssuedToken put(IssuedToken token) {
        byValue.put(token.value(), token);
        return token;
    }

    Optional<IssuedToken> find(@Nullable String value) {
        return value == null ? Optional.empty() : Optional.ofNullable(byValue.get(value));
    }

    List<IssuedToken> of(String clientId, long personId) {
        return resolve(byHolder.get(new Holder(clientId, personId)));
    }

    List<IssuedToken> ofCode(String code) {
        return resolve(byCode.get(code));
    }

    /** A view, oldest first. A caller that changes tokens while reading has to copy it first. */
    Collection<IssuedToken> all() {
        return byValue.values();
    }

    private void forget(IssuedToken oldest) {
        byValue.remove(oldest.value());
        remove(byHolder, Holder.of(oldest), oldest.value());
        remove(byCode, oldest.code(), oldest.value());
    }

    private static <K> void remove(Map<K, List<String>> index, K key, String value) {
        index.computeIfPresent(key, (ignored, values) -> {
            values.remove(value);
            return values.isEmpty() ? null : values;
        });
    }

    private List<IssuedToken> resolve(@Nullable List<String> values) {
        return values == null
                ? List.of()
                : values.stream().flatMap(value -> find(value).stream()).toList();
    }

    private record Holder(String clientId, long personId) {
        static Holder of(IssuedToken token) {
            return new Holder(token.clientId(), token.person().id());
        }
    }
}
