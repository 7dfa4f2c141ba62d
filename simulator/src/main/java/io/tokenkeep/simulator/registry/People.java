package io.tokenkeep.simulator.registry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * All people. A person is created at the first use of a username and has the same id in
 * every run. Safe for use by many threads.
 */
public final class People {
    private static final Pattern USERNAME = Pattern.compile("[a-z0-9._-]{1,60}");
    private static final long ID_BITS = (1L << 40) - 1;

    private final Map<String, Person> byUsername = new LinkedHashMap<>();
    private final Map<Long, String> usernameById = new HashMap<>();

    public static boolean isUsername(String text) {
        return USERNAME.matcher(text).matches();
    }

    /** The person of that name, created if absent. */
    public synchronized Person named(String username) {
        var known = byUsername.get(username);
        if (known != null) {
            return known;
        }
        if (!isUsername(username)) {
            throw new IllegalArgumentException("a username is 1 to 60 of a-z, 0-9, dot, dash and underscore");
        }
        long id = Person.LOWEST_ID + 2 * (hash(username) & ID_BITS);
        while (usernameById.containsKey(id)) {
            id += 2;
        }
        var person = new Person(id, username, displayName(username), false, false);
        byUsername.put(username, person);
        usernameById.put(id, username);
        return person;
    }

    public synchronized Optional<Person> withId(long id) {
        return Optional.ofNullable(usernameById.get(id)).map(byUsername::get);
    }

    public synchronized Person change(String username, UnaryOperator<Person> change) {
        var changed = change.apply(named(username));
        byUsername.put(username, changed);
        return changed;
    }

    public synchronized List<Person> all() {
        return new ArrayList<>(byUsername.values());
    }

    private static String displayName(String username) {
        return Character.toUpperCase(username.charAt(0)) + username.substring(1).replaceAll("[._-]+", " ");
    }

    private static long hash(String username) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(username.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
