package io.tokenkeep.console.bulk;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One account of a bulk action; as text, the requestId of its command.
 *
 * @param index from 0
 */
record BulkIndex(String bulkId, int index) {

    /** Tells the ids of bulk actions from those of other requests. */
    static final String PREFIX = "bulk-";

    private static final Pattern FORM = Pattern.compile("(" + PREFIX + "[A-Za-z0-9_-]{22})[.](\\d{1,8})");

    /** Empty for a command that is of no bulk action. */
    static Optional<BulkIndex> parse(String requestId) {
        Matcher form = FORM.matcher(requestId);
        return form.matches()
                ? Optional.of(new BulkIndex(form.group(1), Integer.parseInt(form.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return bulkId + "." + index;
    }
}
