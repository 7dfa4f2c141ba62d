package io.tokenkeep.console.confirm;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A consent's place in the list: what ends first stands first. It stays the same while others come and go. As text: {@code 1764410400000.id}. */
record ListPlace(Instant until, String id) implements Comparable<ListPlace> {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,15})[.](.{1,100})");
    private static final Comparator<ListPlace> ORDER =
            Comparator.comparing(ListPlace::until).thenComparing(ListPlace::id);

    /** Empty if the text is no place. */
    static Optional<ListPlace> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new ListPlace(Instant.ofEpochMilli(Long.parseLong(form.group(1))), form.group(2)))
                : Optional.empty();
    }

    @Override
    public int compareTo(ListPlace other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return until.toEpochMilli() + "." + id;
    }
}
