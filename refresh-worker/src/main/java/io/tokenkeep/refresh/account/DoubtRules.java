package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import java.time.Duration;
import java.time.Instant;

/**
 * A deauthorization that was signed before the current consent, or at most five minutes after it, may be about the consent
 * before. Providers send such calls late and more than once. So it takes effect only if a verification is refused too.
 */
final class DoubtRules {

    static final Duration RIGHT_AFTER = Duration.ofMinutes(5);

    private final Endings endings;

    DoubtRules(Endings endings) {
        this.endings = endings;
    }

    static boolean isDoubtful(Account account, AccountCommand accountCommand) {
        Instant signedAt = accountCommand.getSignedAt();
        Instant consent = Tokens.consentedBy(account.current());
        return signedAt != null && signedAt.isBefore(consent.plus(RIGHT_AFTER));
    }

    static void doubt(AccountUpdate update, Account account, Instant orderedAt) {
        account.suspectDeauthorization(orderedAt);
        Planner.verifyNow(update, account);
    }

    /** Whether this answer confirms that the person removed the app. */
    boolean isConfirmed(AccountUpdate update, Account account, CommandKind kind, RefreshOutcome outcome) {
        return account.suspicion().deauthorizedAt() != null
                && account.live()
                && kind == CommandKind.VERIFY
                && outcome.getResult() == RefreshResult.REFUSED
                && outcome.getFailureClass() == FailureClass.REAUTHORIZE
                && !update.app().open();
    }

    void believe(AccountUpdate update, Account account) {
        Instant suspected = account.suspicion().deauthorizedAt();
        Instant orderedAt = suspected == null ? account.current().getOrderedAt() : suspected;
        endings.endByIntent(update, account, account.held().rankAt(orderedAt), GoneReason.DEAUTHORIZED);
    }
}
