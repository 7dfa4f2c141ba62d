package io.tokenkeep.console.reconnect;

import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.ExpectedAccount;
import io.tokenkeep.avro.ExpectedKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.console.link.ReconnectLinks;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One account that needs a person.
 *
 * @param account its key
 * @param client null for none
 * @param name as the provider has it; null if it is not known
 * @param failureClass of the last failure
 * @param since when this status came to be; the state may be older
 * @param expiresAt when the token ends; null for never, and where there is no token any more
 */
record Reconnection(
        String account,
        String app,
        String accountId,
        TokenKind kind,
        @Nullable String client,
        @Nullable String name,
        StatusState state,
        FailureClass failureClass,
        Instant since,
        @Nullable Instant expiresAt) {

    /** Whether an account in this state waits for a new consent, or for something that the person has to do at the provider. */
    static boolean isNeededIn(StatusState state) {
        return switch (state) {
            case EXPIRING, REAUTHORIZATION_REQUIRED, USER_ACTION_REQUIRED, DEAUTHORIZED -> true;
            // The last two were ended by the agency, or on the person's demand.
            case UNKNOWN, CONNECTED, DISCONNECTED, DELETED -> false;
        };
    }

    static Reconnection of(String account, AccountStatus status) {
        return new Reconnection(
                account,
                status.getApp(),
                status.getAccountId(),
                status.getKind(),
                status.getClient(),
                status.getDisplayName(),
                status.getState(),
                status.getFailureClass(),
                status.getChangedAt(),
                status.getExpiresAt());
    }

    boolean isPage() {
        return kind == TokenKind.PAGE;
    }

    /** A Page may be given by anybody who manages it; a person gives nothing but their own account. */
    ReconnectLinks.Target target() {
        ExpectedKind expected = isPage() ? ExpectedKind.PAGE : ExpectedKind.ACCOUNT;
        return new ReconnectLinks.Target(new ExpectedAccount(app, expected, accountId), client);
    }
}
