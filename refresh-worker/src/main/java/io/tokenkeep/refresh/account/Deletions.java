package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.DataDeletion;
import io.tokenkeep.avro.DeletionState;
import io.tokenkeep.avro.LinkKind;
import io.tokenkeep.avro.RefreshWorkerLink;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests for the deletion of data. A deletion is done once its GONE was read on {@code tokens}: until then consumers
 * may use the token.
 */
final class Deletions {

    /** If the GONE could not be published for this long, the request stays unanswered, because the deletion was not done. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private Deletions() {}

    /** The deletion of a known account was requested, and the rules have decided about it. */
    static void requested(AccountUpdate update, Account account, AccountCommand accountCommand) {
        if (account.dataDeleted() && account.schedule().publishAt() != null) {
            update.unknown()
                    .keep(
                            Links.command(accountCommand, update.now()),
                            update.now().plus(LONGEST));
        } else if (account.live()) {
            answer(update, accountCommand, DeletionState.SUPERSEDED, null);
        } else {
            answer(update, accountCommand, DeletionState.DONE, account.current().getOrderedAt());
        }
    }

    /** The GONE was read, so the requests that waited for it are answered. */
    static void done(AccountUpdate update) {
        for (RefreshWorkerLink message : update.unknown().takeMessages()) {
            AccountCommand accountCommand = message.getCommand();
            if (message.getKind() == LinkKind.COMMAND
                    && accountCommand != null
                    && accountCommand.getKind() == AccountCommandKind.DELETE_DATA) {
                answer(update, accountCommand, DeletionState.DONE, update.now());
            }
        }
    }

    static void answer(
            AccountUpdate update, AccountCommand accountCommand, DeletionState state, @Nullable Instant endedAt) {
        String code = accountCommand.getConfirmationCode();
        if (code != null) {
            update.answer(DataDeletion.newBuilder()
                    .setConfirmationCode(code)
                    .setApp(update.appName())
                    .setState(state)
                    .setRequestedAt(
                            accountCommand.getSignedAt() == null
                                    ? accountCommand.getRequestedAt()
                                    : accountCommand.getSignedAt())
                    .setEndedAt(endedAt)
                    .build());
        }
    }
}
