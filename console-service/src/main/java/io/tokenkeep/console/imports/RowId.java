package io.tokenkeep.console.imports;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a row, {@code <importId>.<row>}. No other request of console-service has an id of this form.
 *
 * @param row its number in the import, 1 to 99,999
 */
record RowId(String importId, int row) {

    private static final Pattern FORM = Pattern.compile("(i[0-9a-f]{32})\\.([1-9][0-9]{0,4})");

    /** Empty for the id of anything else. */
    static Optional<RowId> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new RowId(form.group(1), Integer.parseInt(form.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return importId + "." + row;
    }
}
