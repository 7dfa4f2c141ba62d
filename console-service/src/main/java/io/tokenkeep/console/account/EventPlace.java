package io.tokenkeep.console.account;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.search.FieldDoc;

/**
 * The place of an event in its account's history.
 *
 * @param at when it happened, in milliseconds
 * @param offset of its record; tells events of the same time apart
 */
record EventPlace(long at, long offset) {

    private static final Pattern FORM = Pattern.compile("(-?\\d{1,18})\\.(\\d{1,18})");

    static EventPlace of(FieldDoc found) {
        return new EventPlace((Long) found.fields[0], (Long) found.fields[1]);
    }

    /** Empty if the text is no place. */
    static Optional<EventPlace> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new EventPlace(Long.parseLong(form.group(1)), Long.parseLong(form.group(2))))
                : Optional.empty();
    }

    /** What Lucene continues after; {@code documents} is the number of its documents, so that none is taken for this one. */
    FieldDoc after(int documents) {
        return new FieldDoc(Math.max(0, documents - 1), Float.NaN, new Object[] {at, offset});
    }

    @Override
    public String toString() {
        return at + "." + offset;
    }
}
