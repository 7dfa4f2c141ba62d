package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.ActionResult;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.RefreshWorkerLink;
import io.tokenkeep.avro.Token;
import java.time.Instant;
import java.util.Objects;

/**
 * Decides whether an account begins with an imported token. It does only if nothing is known of it: a file says nothing about what
 * has happened since it was written. The token is published like any other, below every consent and every end by intent.
 */
final class Imports {

    private final Planner planner;
    private final PersonRules persons;

    Imports(Planner planner, PersonRules persons) {
        this.planner = planner;
        this.persons = persons;
    }

    /** Whether the account begins. To be called for a key without an account. */
    boolean read(AccountUpdate update, AccountCommand accountCommand, Instant orderedAt) {
        String request = accountCommand.getRequestId();
        if (update.unknown().waiting().stream().anyMatch(Imports::ends)) {
            update.end(ActionEnd.of(request, ActionResult.CURRENT_KEPT), orderedAt);
            return false;
        }
        Token token = published(update, Objects.requireNonNull(accountCommand.getToken()));
        Account account = update.begin(token);
        account.importedBy(new ImportOrigin(request, orderedAt));
        persons.first(update, account);
        account.described(token, update.now());
        planner.reschedule(update, account);
        update.emit(account, EventKind.CONNECTED, null);
        update.end(ActionEnd.of(request, ActionResult.IMPORTED));
        return true;
    }

    /** A token's times are counted from its issue. Where the provider does not say when that was, they are counted from now. */
    private static Token published(AccountUpdate update, Token token) {
        return Token.newBuilder(token)
                .setCommandId(null)
                .setIssuedAt(token.getIssuedAt() == null ? update.now() : token.getIssuedAt())
                .build();
    }

    /** Whether this waiting message ends the account as soon as there is one. */
    private static boolean ends(RefreshWorkerLink message) {
        AccountCommand waiting = message.getCommand();
        AccountCommandKind kind = waiting == null ? AccountCommandKind.UNKNOWN : waiting.getKind();
        return switch (kind) {
            case DISCONNECT, DEAUTHORIZED, DELETE_DATA -> true;
            case REFRESH_NOW, VERIFY_NOW, ASSIGN_CLIENT, REVOKE_UNUSED, IMPORT, UNKNOWN -> false;
        };
    }
}
