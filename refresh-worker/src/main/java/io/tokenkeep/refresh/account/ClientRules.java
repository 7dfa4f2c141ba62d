package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.Token;
import java.time.Instant;
import java.util.Objects;

/**
 * Decides to which client an account belongs. The first consent that names a client decides, and later only an admin. A consent
 * never moves an account from one client to another; what it named is shown until an admin decides.
 */
final class ClientRules {

    private ClientRules() {}

    /** To be called after the token of a younger consent became current. */
    static void consented(AccountUpdate update, Account account, Token consented) {
        String named = consented.getClient();
        String client = account.current().getClient();
        if (named == null || named.equals(client)) {
            return;
        }
        ClientAssignment assignment = account.assignment();
        if (client == null && assignment.decidedAt() == null) {
            account.belongsTo(named);
        } else if (!named.equals(assignment.claimedFor())) {
            account.assignment(assignment.claimedFor(named));
            update.emit(account, EventKind.CLIENT_CONFLICT, null);
        }
    }

    /** To be called after a record of {@code tokens} was accepted: consumers must not go on reading another client. */
    static void mendPublished(AccountUpdate update, Account account, Token read) {
        if (!Objects.equals(read.getClient(), account.current().getClient())) {
            account.raised(update.now());
        }
    }

    /** Whether the decision of an admin was followed. {@code orderedAt} is the broker's time of the command. */
    static boolean assign(AccountUpdate update, Account account, AccountCommand command, Instant orderedAt) {
        ClientAssignment before = account.assignment();
        Instant decidedAt = before.decidedAt();
        if (account.dataDeleted() || (decidedAt != null && orderedAt.isBefore(decidedAt))) {
            return false;
        }
        boolean moved = !Objects.equals(account.current().getClient(), command.getClient());
        account.assignment(ClientAssignment.decided(orderedAt));
        if (moved) {
            account.belongsTo(command.getClient());
            account.raised(update.now());
        }
        if (moved || before.claimedFor() != null) {
            update.emit(account, EventKind.CLIENT_ASSIGNED, null);
        }
        return true;
    }
}
