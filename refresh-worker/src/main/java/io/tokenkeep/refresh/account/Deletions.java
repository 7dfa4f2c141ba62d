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
    static void heard(Turn turn, Account account, AccountCommand wish) {
        if (account.dataDeleted() && account.publishAt != null) {
            turn.stranger().keep(Links.command(wish, turn.now()), turn.now().plus(LONGEST));
        } else if (account.live()) {
            tell(turn, wish, DeletionState.SUPERSEDED, null);
        } else {
            tell(turn, wish, DeletionState.DONE, account.current.getOrderedAt());
        }
    }

    /** The GONE was read: whoever asked for it hears so. */
    static void done(Turn turn) {
        for (RefreshWorkerLink words : turn.stranger().takeWords()) {
            AccountCommand wish = words.getCommand();
            if (words.getKind() == LinkKind.COMMAND
                    && wish != null
                    && wish.getKind() == AccountCommandKind.DELETE_DATA) {
                tell(turn, wish, DeletionState.DONE, turn.now());
            }
        }
    }

    static void tell(Turn turn, AccountCommand wish, DeletionState state, @Nullable Instant endedAt) {
        String code = wish.getConfirmationCode();
        if (code != null) {
            turn.tell(DataDeletion.newBuilder()
                    .setConfirmationCode(code)
                    .setApp(turn.appName())
                    .setState(state)
                    .setRequestedAt(wish.getSignedAt() == null ? wish.getRequestedAt() : wish.getSignedAt())
                    .setEndedAt(endedAt)
                    .build());
        }
    }
}
