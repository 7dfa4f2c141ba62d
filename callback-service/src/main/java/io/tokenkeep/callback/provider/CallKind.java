package io.tokenkeep.callback.provider;

import io.tokenkeep.avro.AccountCommandKind;
import java.util.Locale;

/** The kinds of providers' calls, each with an address of its own. */
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

    public AccountCommandKind command() {
        return command;
    }
}
