package io.tokenkeep.console.api;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in a list that is in the order of time. It stays the same while other items come and go. As text: {@code 1764410400000.id}. */
public record TimedPlace(Instant at, String id) implements Comparable<TimedPlace> {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,15})[.](.{1,100})");
    private static final Comparator<TimedPlace> ORDER =
            Comparator.comparing(TimedPlace::at).thenComparing(TimedPlace::id);

    /** Empty if the text is no place. */
    public static Optional<TimedPlace> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new TimedPlace(Instant.ofEpochMilli(Long.parseLong(form.group(1))), form.group(2)))
                : Optional.empty();
    }

    @Override
    public int compareTo(TimedPlace other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return at.toEpochMilli() + "." + id;
    }
}
