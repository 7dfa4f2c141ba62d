package io.tokenkeep.refresh.account;

import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.PublishForm;
import io.tokenkeep.avro.Token;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a record of {@code tokens} changes. The token with the higher rank is current. A record of a lower rank, or a
 * null, is answered with PUBLISH of the current record. A token is also the success of the command that it names.
 */
final class TokenRules {

    private final Planner planner;
    private final Endings endings;
    private final PersonRules persons;

    TokenRules(Planner planner, Endings endings, PersonRules persons) {
        this.planner = planner;
        this.endings = endings;
        this.persons = persons;
    }

    void read(AccountUpdate update, @Nullable Token value) {
        Account account = update.account();
        if (value == null) {
            removed(update, account);
        } else if (account == null) {
            first(update, value);
        } else {
            next(update, account, value);
        }
    }

    private void first(AccountUpdate update, Token value) {
        Account account = update.begin(value);
        persons.first(update, account);
        planner.reschedule(update, account);
        if (account.live() && value.getSequence() == 0) {
            update.emit(account, EventKind.CONNECTED, value.getCommandId());
        }
    }

    private void next(AccountUpdate update, Account account, Token value) {
        InFlight answered = update.settle(value.getCommandId());
        if (answered != null && answered.kind() != CommandKind.PUBLISH) {
            update.hasSucceeded();
        }
        account.offers(account.offers().with(value));
        if (account.offers().admits(value) && isCurrent(value, account.current(), answered)) {
            accept(update, account, value, answered);
        } else if (isAsPublished(account, value, answered)) {
            // The person gives the Page no more, and no other token is known yet. Publishing again would change
            // nothing.
            account.published(account.current());
            planner.reschedule(update, account);
        } else {
            republish(update, account);
        }
        Actions.renewed(update, answered);
    }

    /** At equal rank, a publication that another input made outdated does not win, because a success wins over a failure. */
    private static boolean isCurrent(Token value, Token held, @Nullable InFlight answered) {
        int order = Rank.of(value).compareTo(Rank.of(held));
        boolean unwanted = answered != null && answered.outdated() && answered.kind() == CommandKind.PUBLISH;
        return order > 0 || (order == 0 && !unwanted);
    }

    private static boolean isAsPublished(Account account, Token value, @Nullable InFlight answered) {
        return answered != null
                && answered.kind() == CommandKind.PUBLISH
                && !answered.outdated()
                && Rank.of(value).equals(Rank.of(account.current()));
    }

    private void accept(AccountUpdate update, Account account, Token value, @Nullable InFlight answered) {
        if (Tokens.sameSubstance(account.current(), value)) {
            account.published(value);
            if (answered != null && answered.kind() == CommandKind.PUBLISH) {
                account.failures(account.failures().published());
            }
            planner.rescheduleIfUnplanned(update, account);
        } else if (Tokens.isLive(value)) {
            live(update, account, value);
        } else {
            endings.read(update, account, value);
        }
        ClientRules.mendPublished(update, account, value);
        if (account.dataDeleted()) {
            Deletions.done(update);
        }
    }

    private void live(AccountUpdate update, Account account, Token value) {
        boolean consented = value.getOrderedAt().isAfter(account.current().getOrderedAt());
        boolean moved = consented || !Tokens.sameEnd(account.current(), value);
        boolean failing = account.isReportedFailing();
        PersonRules.changes(update, account, value);
        if (consented) {
            account.consented(value);
            persons.consentedAgain(update, account, value);
        } else {
            account.refreshed(value, moved);
        }
        planner.reschedule(update, account);
        update.emit(account, consented ? EventKind.CONNECTED : EventKind.REFRESHED, value.getCommandId());
        if (consented) {
            ClientRules.consented(update, account, value);
        }
        if (failing && !account.isReportedFailing()) {
            update.emit(account, EventKind.RECOVERED, value.getCommandId());
        }
    }

    private void removed(AccountUpdate update, @Nullable Account account) {
        if (account == null) {
            return;
        }
        InFlight inFlight = account.schedule().inFlight();
        boolean ours = inFlight != null && inFlight.form() == PublishForm.NULL;
        if (inFlight != null && ours) {
            update.settle(inFlight.commandId());
        }
        if (inFlight != null && ours && !inFlight.outdated()) {
            account.books().aliases().forEach(alias -> update.link(alias, null));
            update.forget();
        } else {
            republish(update, account);
        }
    }

    /** Raises the current record above the record that was just read, unless its own publication is still to come. */
    private static void republish(AccountUpdate update, Account account) {
        if (account.schedule().publishAt() == null) {
            account.raised(update.now());
        }
    }
}
