package io.tokenkeep.refresh.account;

import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.PublishForm;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.refresh.policy.Validity;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a record on {@code tokens} changes. The higher rank is current; whatever lands after it in a lower rank, or
 * takes it away, is answered with PUBLISH of what is current. A token also is the success of the command it names.
 */
final class TokenRules {

    private static final int SLACK = 100;

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
            born(update, value);
        } else {
            InFlight answered = update.settle(value.getCommandId());
            if (answered != null && answered.kind() != CommandKind.PUBLISH) {
                update.hasSucceeded();
            }
            PageRules.remember(account, value);
            if (PageRules.isGiven(account, value) && isCurrent(value, account.current, answered)) {
                accept(update, account, value, answered);
            } else if (isAsPublished(account, value, answered)) {
                // Given no more, but there is nothing better to say yet: saying it again would change nothing.
                account.publishAt = null;
                planner.reschedule(update, account);
            } else {
                republish(update, account);
            }
        }
    }

    /** A publication the account has moved away from since does not win at equal rank: success wins over failure. */
    private static boolean isCurrent(Token value, Token held, @Nullable InFlight answered) {
        int order = Rank.of(value).compareTo(Rank.of(held));
        boolean unwanted = answered != null && answered.outdated() && answered.kind() == CommandKind.PUBLISH;
        return order > 0 || (order == 0 && !unwanted);
    }

    private static boolean isAsPublished(Account account, Token value, @Nullable InFlight answered) {
        return answered != null
                && answered.kind() == CommandKind.PUBLISH
                && !answered.outdated()
                && Rank.of(value).equals(Rank.of(account.current));
    }

    private void born(AccountUpdate update, Token value) {
        Account account = update.begin(value, Endings.stateOf(value));
        PageRules.remember(account, value);
        persons.born(update, account);
        planner.reschedule(update, account);
        if (account.live() && value.getSequence() == 0) {
            update.tell(account, EventKind.CONNECTED, value.getCommandId());
        }
    }

    private void accept(AccountUpdate update, Account account, Token value, @Nullable InFlight answered) {
        Token held = account.current;
        account.publishAt = null;
        if (sameSubstance(held, value)) {
            account.current = value;
            if (answered != null && answered.kind() == CommandKind.PUBLISH) {
                account.failureHistory = account.failureHistory.published();
            }
            if (account.plan == null) {
                planner.reschedule(update, account);
            }
        } else if (value.getState() == TokenState.LIVE) {
            live(update, account, value);
        } else {
            endings.end(update, account, value);
        }
        if (account.dataDeleted()) {
            Deletions.done(update);
        }
    }

    private void live(AccountUpdate update, Account account, Token value) {
        boolean consented = value.getOrderedAt().isAfter(account.current.getOrderedAt());
        boolean moved = consented || !sameEnd(account.current, value);
        boolean stillExpiring = !moved && account.state == StatusState.EXPIRING;
        boolean recovered = !stillExpiring && account.isReportedFailing();
        PersonRules.changed(update, account, value);
        PageRules.keepAbsences(update, account, value);
        account.current = value;
        account.kept = null;
        account.candidateCheck = null;
        account.proposal = null;
        account.state = stillExpiring ? account.state : Endings.stateOf(value);
        account.failureHistory = FailureHistory.NONE;
        account.warned = moved ? 0 : account.warned;
        account.unmoved = !moved;
        if (consented) {
            account.doubt = null;
            account.deriveAt = null;
            account.revoke = null;
            account.revokeAt = null;
            persons.listSoonUnlessComplete(update, account, value);
        }
        if (account.inFlight != null) {
            account.inFlight = account.inFlight.asOutdated();
        }
        planner.reschedule(update, account);
        update.tell(account, consented ? EventKind.CONNECTED : EventKind.REFRESHED, value.getCommandId());
        if (recovered) {
            update.tell(account, EventKind.RECOVERED, value.getCommandId());
        }
    }

    /** Whether an extension extended nothing; what clocks differ by is no extension. */
    private static boolean sameEnd(Token before, Token after) {
        Validity validity = Account.validityOf(after);
        Instant end = before.getExpiresAt();
        return validity != null
                && end != null
                && !validity.to().isAfter(end.plus(validity.lifetime().dividedBy(SLACK)));
    }

    private void removed(AccountUpdate update, @Nullable Account account) {
        if (account == null) {
            return;
        }
        InFlight flying = account.inFlight;
        boolean ours = flying != null && flying.form() == PublishForm.NULL;
        if (flying != null && ours) {
            update.settle(flying.commandId());
        }
        if (flying != null && ours && !flying.outdated()) {
            account.aliases.forEach(alias -> update.link(alias, null));
            update.forget();
        } else {
            republish(update, account);
        }
    }

    /** Raises what is current above what just landed; nothing to do when its publication is still to come anyway. */
    private static void republish(AccountUpdate update, Account account) {
        if (account.publishAt == null) {
            Rank rank = Rank.of(account.current).next();
            account.current = Token.newBuilder(account.current)
                    .setSequence(rank.sequence())
                    .build();
            account.publishAt = update.now();
        }
    }

    /** Whether it is what is held already, published or sealed once more. */
    private static boolean sameSubstance(Token held, Token value) {
        return held.getState() == value.getState()
                && held.getOrderedAt().equals(value.getOrderedAt())
                && held.getGoneReason() == value.getGoneReason()
                && Objects.equals(held.getIssuedAt(), value.getIssuedAt());
    }
}
