package io.tokenkeep.console.imports;

import io.tokenkeep.avro.ImportRefusal;
import io.tokenkeep.avro.ImportRow;
import org.jspecify.annotations.Nullable;

/**
 * One row of a table of tokens. Never printed.
 *
 * @param row its number in the table, from 1
 * @param line the number of its first line in the file, from 1
 * @param refusal NONE if it can be taken
 * @param token empty if it cannot be taken
 * @param account the id of the account; null if it names none, or cannot be taken
 * @param client null for none, or if it cannot be taken
 */
record TokenRow(
        int row,
        long line,
        ImportRefusal refusal,
        String token,
        @Nullable String account,
        @Nullable String client) {

    static TokenRow refused(int row, long line, ImportRefusal refusal) {
        return new TokenRow(row, line, refusal, "", null, null);
    }

    boolean isTaken() {
        return refusal == ImportRefusal.NONE;
    }

    /** What is kept of it. */
    ImportRow kept() {
        return new ImportRow(row, Math.toIntExact(line), refusal, account, client);
    }

    /** Without its cells. */
    @Override
    public String toString() {
        return "TokenRow[" + row + ", " + refusal + "]";
    }
}
