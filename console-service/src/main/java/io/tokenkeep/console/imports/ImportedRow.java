package io.tokenkeep.console.imports;

import io.tokenkeep.avro.ImportReason;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one row of an import.
 *
 * @param row its number in the table, from 1
 * @param line the number of its first line in the file, from 1
 * @param reason why it waits or was refused, as a name of the contract; empty otherwise
 * @param account the key of its account, as the provider or the row says; null if nobody knows, or its data was deleted since
 * @param client null for none
 */
record ImportedRow(
        int row,
        long line,
        State state,
        String reason,
        @Nullable String account,
        @Nullable String client) {

    /** A person with these tokens has to consent once more, by this app. */
    private static final Set<String> CONSENT_NEEDED = Set.of(
            ImportReason.TOKEN_REFUSED.name(),
            ImportReason.OTHER_APP.name(),
            ImportReason.APP_UNKNOWN_TO_PROVIDER.name(),
            ImportReason.PERMISSION_MISSING.name(),
            ImportReason.ENDS_SOON.name());

    /** What became of a row. */
    enum State {
        WAITING,
        REFUSED,
        IMPORTED,
        CURRENT_KEPT
    }

    /** Whether a connect link helps. */
    boolean needsLink() {
        return state == State.REFUSED && CONSENT_NEEDED.contains(reason);
    }

    /**
     * Whether the account's id is this app's own. Threads and Facebook give a person another id at each app, so the id that another
     * app's token has names nobody here.
     */
    boolean isAccountOfApp() {
        return account != null && reason.equals(ImportReason.TOKEN_REFUSED.name());
    }
}
