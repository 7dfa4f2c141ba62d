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
 * What people are told of their deletions. That one is done is said once the GONE stands on {@code tokens}, and not when
 * it is decided: until then consumers may use the token.
 */
final class Deletions {

    /** Whoever cannot publish a GONE for so long has told nobody that the deletion is done, and rightly so. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private Deletions() {}

    /** A deletion of an account that is known was read, whatever came of it. */
    static void heard(AccountUpdate update, Account account, AccountCommand accountCommand) {
        if (account.dataDeleted() && account.publishAt != null) {
            update.unknown()
                    .keep(
                            Links.command(accountCommand, update.now()),
                            update.now().plus(LONGEST));
        } else if (account.live()) {
            tell(update, accountCommand, DeletionState.SUPERSEDED, null);
        } else {
            tell(update, accountCommand, DeletionState.DONE, account.current.getOrderedAt());
        }
    }

    /** The GONE was read: whoever asked for it hears so. */
    static void done(AccountUpdate update) {
        for (RefreshWorkerLink words : update.unknown().takeWords()) {
            AccountCommand accountCommand = words.getCommand();
            if (words.getKind() == LinkKind.COMMAND
                    && accountCommand != null
                    && accountCommand.getKind() == AccountCommandKind.DELETE_DATA) {
                tell(update, accountCommand, DeletionState.DONE, update.now());
            }
        }
    }

    static void tell(
            AccountUpdate update, AccountCommand accountCommand, DeletionState state, @Nullable Instant endedAt) {
        String code = accountCommand.getConfirmationCode();
        if (code != null) {
            update.tell(DataDeletion.newBuilder()
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
