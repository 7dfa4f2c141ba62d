package io.tokenkeep.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks single values. Remembers the name of the first invalid value; never quotes a value. */
final class Sense {

    /** No provider's interface is older than this. */
    static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private static final Instant LATEST_END = Instant.parse("2200-01-01T00:00:00Z");
    private static final Duration FURTHEST_AHEAD = Duration.ofDays(400);
    private static final int LONGEST_ID = 256;
    private static final int LONGEST_TEXT = 1024;
    /** Far below the value at which counting would overflow. */
    private static final long LAST_SEQUENCE = 1L << 53;

    private final Instant readAt;
    private @Nullable String problem;

    /** {@code readAt}: the broker's time of the record. */
    Sense(Instant readAt) {
        this.readAt = readAt;
    }

    /** The first problem; null if there is none. */
    @Nullable
    String problem() {
        return problem;
    }

    Sense when(boolean wrong, String what) {
        if (wrong && problem == null) {
            problem = what;
        }
        return this;
    }

    Sense and(@Nullable String other) {
        problem = problem == null ? other : problem;
        return this;
    }

    Sense id(@Nullable String id, String name) {
        return when(id != null && !isId(id), name + " is no id");
    }

    Sense key(@Nullable String key, String name) {
        return when(key != null && !isKey(key), name + " is no <app>:<accountId>");
    }

    Sense text(@Nullable String text, String name) {
        return when(text != null && text.length() > LONGEST_TEXT, name + " is too long");
    }

    Sense ids(Collection<String> ids, int most, String name) {
        return size(ids, most, name).when(!ids.stream().allMatch(Sense::isId), name + " holds what is no id");
    }

    Sense keys(List<String> keys, int most, String name) {
        return size(keys, most, name).when(!keys.stream().allMatch(Sense::isKey), name + " holds what is no key");
    }

    Sense size(Collection<?> list, int most, String name) {
        return when(list.size() > most, name + " holds more than " + most);
    }

    Sense sequence(long sequence) {
        return when(sequence < 0 || sequence > LAST_SEQUENCE, "sequence is no count of publications");
    }

    /** Checks the time of an event or a decision. */
    Sense time(@Nullable Instant time, String name) {
        return when(
                time != null && (time.isBefore(EARLIEST) || time.isAfter(readAt.plus(FURTHEST_AHEAD))),
                name + " is no time within reason");
    }

    /** Checks the time of an end, which a provider may set far in the future. */
    Sense end(@Nullable Instant time, String name) {
        return when(
                time != null && (time.isBefore(EARLIEST) || time.isAfter(LATEST_END)),
                name + " is no time within reason");
    }

    static boolean isKey(String text) {
        int colon = text.indexOf(':');
        return colon > 0 && isId(text.substring(0, colon)) && isId(text.substring(colon + 1));
    }

    private static boolean isId(String id) {
        return !id.isBlank() && id.length() <= LONGEST_ID && id.codePoints().noneMatch(Character::isISOControl);
    }
}
