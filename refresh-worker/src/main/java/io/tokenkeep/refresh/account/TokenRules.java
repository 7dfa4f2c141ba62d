package io.tokenkeep.refresh.account;

import io.tokenkeep.account.Rank;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.PublishForm;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.refresh.policy.Span;
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

    void read(Turn turn, @Nullable Token value) {
        Account account = turn.account();
        if (value == null) {
            removed(turn, account);
        } else if (account == null) {
            born(turn, value);
        } else {
            InFlight answered = turn.settle(value.getCommandId());
            if (answered != null && answered.kind() != CommandKind.PUBLISH) {
                turn.hasSucceeded();
            }
            PageRules.remember(account, value);
            if (PageRules.isGiven(account, value) && isCurrent(value, account.current, answered)) {
                accept(turn, account, value, answered);
            } else if (isAsPublished(account, value, answered)) {
                // Given no more, but there is nothing better to say yet: saying it again would change nothing.
                account.publishAt = null;
                planner.afresh(turn, account);
            } else {
                insist(turn, account);
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

    private void born(Turn turn, Token value) {
        Account account = turn.begin(value, Endings.stateOf(value));
        PageRules.remember(account, value);
        persons.born(turn, account);
        planner.afresh(turn, account);
        if (account.live() && value.getSequence() == 0) {
            turn.tell(account, EventKind.CONNECTED, value.getCommandId());
        }
    }

    private void accept(Turn turn, Account account, Token value, @Nullable InFlight answered) {
        Token held = account.current;
        account.publishAt = null;
        if (sameSubstance(held, value)) {
            account.current = value;
            if (answered != null && answered.kind() == CommandKind.PUBLISH) {
                account.trouble = account.trouble.published();
            }
            if (account.plan == null) {
                planner.afresh(turn, account);
            }
        } else if (value.getState() == TokenState.LIVE) {
            live(turn, account, value);
        } else {
            endings.end(turn, account, value);
        }
        if (account.dataDeleted()) {
            Deletions.done(turn);
        }
    }

    private void live(Turn turn, Account account, Token value) {
        boolean consented = value.getOrderedAt().isAfter(account.current.getOrderedAt());
        boolean moved = consented || !sameEnd(account.current, value);
        boolean stillExpiring = !moved && account.state == StatusState.EXPIRING;
        boolean recovered = !stillExpiring && account.inTrouble();
        PersonRules.changed(turn, account, value);
        PageRules.keepAbsences(turn, account, value);
        account.current = value;
        account.kept = null;
        account.trial = null;
        account.proposal = null;
        account.state = stillExpiring ? account.state : Endings.stateOf(value);
        account.trouble = Trouble.NONE;
        account.warned = moved ? 0 : account.warned;
        account.unmoved = !moved;
        if (consented) {
            account.doubt = null;
            account.deriveAt = null;
            account.revoke = null;
            account.revokeAt = null;
            persons.listSoonUnlessComplete(turn, account, value);
        }
        if (account.inFlight != null) {
            account.inFlight = account.inFlight.asOutdated();
        }
        planner.afresh(turn, account);
        turn.tell(account, consented ? EventKind.CONNECTED : EventKind.REFRESHED, value.getCommandId());
        if (recovered) {
            turn.tell(account, EventKind.RECOVERED, value.getCommandId());
        }
    }

    /** Whether an extension extended nothing; what clocks differ by is no extension. */
    private static boolean sameEnd(Token before, Token after) {
        Span span = Account.spanOf(after);
        Instant end = before.getExpiresAt();
        return span != null
                && end != null
                && !span.to().isAfter(end.plus(span.lifetime().dividedBy(SLACK)));
    }

    private void removed(Turn turn, @Nullable Account account) {
        if (account == null) {
            return;
        }
        InFlight flying = account.inFlight;
        boolean ours = flying != null && flying.form() == PublishForm.NULL;
        if (flying != null && ours) {
            turn.settle(flying.commandId());
        }
        if (flying != null && ours && !flying.outdated()) {
            account.aliases.forEach(alias -> turn.link(alias, null));
            turn.forget();
        } else {
            insist(turn, account);
        }
    }

    /** Raises what is current above what just landed; nothing to do when its publication is still to come anyway. */
    private static void insist(Turn turn, Account account) {
        if (account.publishAt == null) {
            Rank rank = Rank.of(account.current).next();
            account.current = Token.newBuilder(account.current)
                    .setSequence(rank.sequence())
                    .build();
            account.publishAt = turn.now();
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
