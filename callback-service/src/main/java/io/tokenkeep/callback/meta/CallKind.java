package io.tokenkeep.callback.meta;

import io.tokenkeep.avro.AccountCommandKind;
import java.util.Locale;

/** The kinds of Meta's calls, each with an address of its own. */
public enum CallKind {
    /** The person removed the app. */
    DEAUTHORIZE(AccountCommandKind.DEAUTHORIZED),
    /** The person wants their data deleted. */
    DELETE(AccountCommandKind.DELETE_DATA);

    private final AccountCommandKind command;

    CallKind(AccountCommandKind command) {
        this.command = command;
    }

    /** The last part of the address. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    AccountCommandKind command() {
        return command;
    }
}
