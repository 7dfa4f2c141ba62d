package io.tokenkeep.console.imports;

import java.util.Map;

/** What to do about a row, in English, for the agency, by the reason of the contract. */
final class ImportAdvice {

    private static final String SEND_AGAIN = " Then send the row in a table of its own, with another attempt.";
    private static final String ASK =
            " Make connect links for this import; whoever opens theirs and consents has the account connected.";

    private static final Map<String, String> ADVICE = Map.ofEntries(
            Map.entry("NO_TOKEN", "The row has no token. Export it again, or leave the row out."),
            Map.entry(
                    "BAD_TOKEN",
                    "What stands there is no token: up to 4096 visible ASCII characters without blanks. Look whether the export cut it"
                            + " or changed its columns."),
            Map.entry("TOKEN_TWICE", "An earlier row has the same token, and counts. Nothing is to be done."),
            Map.entry("BAD_ACCOUNT", "The account is no id: 1 to 32 digits. Correct it, or leave the cell empty."),
            Map.entry(
                    "ROUNDED_ACCOUNT",
                    "A spreadsheet or a program rounded the id. Export it as text (in JSON, in quotation marks), or leave the cell empty."),
            Map.entry("UNKNOWN_CLIENT", "There is no client of this id. Make it, and send the same table again."),
            Map.entry("BAD_ROW", "The line is no JSON object that has texts under token, account and client alone."),
            Map.entry("TOKEN_REFUSED", "The provider refuses the token: it ended, or the person withdrew it." + ASK),
            Map.entry(
                    "USER_ACTION_REQUIRED",
                    "The person has to log in at the provider and confirm what it asks for." + SEND_AGAIN),
            Map.entry("PERMISSION_MISSING", "The token may not say whose it is." + ASK),
            Map.entry("ENDS_SOON", "It is a Page's token that ends within a day, and nothing extends it." + ASK),
            Map.entry("OTHER_APP", "It is the token of another app, which this app cannot extend." + ASK),
            Map.entry(
                    "APP_UNKNOWN_TO_PROVIDER",
                    "The provider does not extend it for this app. It may be the token of another app." + ASK),
            Map.entry(
                    "OTHER_ACCOUNT",
                    "It is the token of another account than the row names. Look which of the two is meant, and correct the row."),
            Map.entry(
                    "NOT_A_TOKEN_OF_AN_ACCOUNT",
                    "It is the token of an app or of a system user, which this product does not keep. Keep it where it was."),
            Map.entry("UNKNOWN_APP", "exchange-worker has no app of this name. Add it there." + SEND_AGAIN),
            Map.entry(
                    "UNKNOWN_KEY",
                    "exchange-worker cannot open what was sealed here: imports.key of console-service is no key of its imports.keys."
                            + " Correct the setting." + SEND_AGAIN),
            Map.entry(
                    "MISCONFIGURED",
                    "The provider refuses the app itself. Look at the status of the app." + SEND_AGAIN),
            Map.entry(
                    "PROVIDER_UNAVAILABLE",
                    "The provider gave no usable answer. exchange-worker asks again for a day."),
            Map.entry("RATE_LIMITED", "The provider asks to wait. exchange-worker asks again for a day."),
            Map.entry("NOT_POSSIBLE", "A consent or a deletion came in between, and counts. Look at the account."),
            Map.entry(
                    "REPLACED", "A later request about the account came in between, and counts. Look at the account."));

    private ImportAdvice() {}

    /** Empty for a row that needs nobody. */
    static String of(String reason) {
        return ADVICE.getOrDefault(reason, "");
    }

    /** For a row as it stands. A row that ended with a passing reason was asked about for a day. */
    static String of(ImportedRow row) {
        return switch (row.state()) {
            case WAITING, REFUSED ->
                of(row.reason())
                        + (row.state() == ImportedRow.State.REFUSED && isPassing(row.reason()) ? SEND_AGAIN : "");
            case CURRENT_KEPT ->
                "The account is known here already, and stays as it is. If it was ended, the person has to consent again.";
            case IMPORTED -> "";
        };
    }

    private static boolean isPassing(String reason) {
        return reason.equals("PROVIDER_UNAVAILABLE") || reason.equals("RATE_LIMITED");
    }
}
