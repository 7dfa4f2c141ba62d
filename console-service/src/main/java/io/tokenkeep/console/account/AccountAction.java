package io.tokenkeep.console.account;

import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.StatusState;
import java.util.Arrays;
import java.util.Optional;

/** What the agency may have done about an account, by its name in the contract. */
public enum AccountAction {
    /** Extends the token before the planned time, or verifies one that cannot be extended. */
    REFRESH(AccountCommandKind.REFRESH_NOW),
    /** Asks the provider whether the token still works. */
    VERIFY(AccountCommandKind.VERIFY_NOW),
    /** Gives the account up. */
    DISCONNECT(AccountCommandKind.DISCONNECT);

    private final AccountCommandKind command;

    AccountAction(AccountCommandKind command) {
        this.command = command;
    }

    /** As refresh-worker reads it. */
    public AccountCommandKind command() {
        return command;
    }

    /** Empty for a command that is none of these actions. */
    public static Optional<AccountAction> of(AccountCommandKind command) {
        return Arrays.stream(values()).filter(one -> one.command == command).findFirst();
    }

    /**
     * Whether an account in this state has anything to act on. A token that the provider refused may work again, which a verification
     * finds out; one of an account that was ended on purpose is gone.
     */
    public static boolean isPossibleIn(StatusState state) {
        return switch (state) {
            case CONNECTED, EXPIRING, USER_ACTION_REQUIRED, REAUTHORIZATION_REQUIRED -> true;
            case UNKNOWN, DISCONNECTED, DEAUTHORIZED, DELETED -> false;
        };
    }
}
