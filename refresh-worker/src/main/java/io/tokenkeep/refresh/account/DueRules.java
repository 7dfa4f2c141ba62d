package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import io.tokenkeep.refresh.policy.Validity;
import java.time.Instant;

/** What the mere passing of time changes: a warning, a command that is due, one that got no answer. */
final class DueRules {

    private final RefreshPolicy policy;
    private final Planner planner;
    private final PersonRules persons;
    private final Commands commands;

    DueRules(RefreshPolicy policy, Planner planner, PersonRules persons, Commands commands) {
        this.policy = policy;
        this.planner = planner;
        this.persons = persons;
        this.commands = commands;
    }

    void due(AccountUpdate update, boolean free) {
        Account account = update.account();
        if (account == null) {
            return;
        }
        warn(update, account);
        giveUp(update, account);
        if (account.inFlight == null) {
            act(update, account, free);
        }
    }

    void called(AccountUpdate update) {
        Account account = update.account();
        if (account != null && account.plan != null && account.place() != null) {
            ask(update, account, account.plan);
        }
    }

    private void warn(AccountUpdate update, Account account) {
        int warned = account.warned;
        Instant next = account.warnAt(policy);
        while (next != null && !update.now().isBefore(next)) {
            account.warned++;
            next = account.warnAt(policy);
        }
        if (account.warned > warned) {
            if (account.state == StatusState.CONNECTED) {
                account.state = StatusState.EXPIRING;
            }
            update.tell(account, EventKind.EXPIRING, null);
        }
    }

    /** A live worker answers every command, late ones too; so whoever had this one is gone, and so is the command. */
    private void giveUp(AccountUpdate update, Account account) {
        InFlight flying = account.inFlight;
        if (flying == null || update.now().isBefore(flying.silentAt())) {
            return;
        }
        account.inFlight = null;
        account.failureHistory = account.failureHistory.unanswered();
        boolean planned = flying.kind() != CommandKind.PUBLISH || account.publishAt == null;
        if (flying.kind() == CommandKind.REVOKE) {
            account.revokeAt = account.revoke == null ? null : update.now();
        } else if (flying.kind() == CommandKind.DERIVE && account.live()) {
            // It had taken the place of what the token itself asks for, which must not wait for a list.
            persons.unanswered(update, account, flying.commandId());
            if (account.plan == null) {
                planner.reschedule(update, account);
            }
        } else if (planned && !flying.outdated() && account.plan == null) {
            account.plan = Plan.of(flying.kind(), flying.plannedAt());
        }
    }

    private void act(AccountUpdate update, Account account, boolean free) {
        Instant now = update.now();
        list(account, now);
        Plan plan = account.plan;
        Token revoke = account.revoke;
        if (account.publishAt != null) {
            if (!now.isBefore(account.publishAt)) {
                commands.publish(update, account, account.publishAt);
            }
        } else if (revoke != null && account.revokeAt != null && !now.isBefore(account.revokeAt)) {
            Instant plannedAt = account.revokeAt;
            account.revokeAt = null;
            commands.revoke(update, account, revoke, plannedAt);
        } else if (plan != null && !plan.isInBacklog() && !now.isBefore(plan.at())) {
            if (plan.kind() == CommandKind.PUBLISH) {
                account.plan = null;
                commands.remove(update, account, plan.at());
            } else if (free) {
                ask(update, account, plan);
            } else {
                account.plan = plan.inBacklog(now);
            }
        }
    }

    /** A list that is due takes the place of what is planned for later, which is planned anew after it. */
    private static void list(Account account, Instant now) {
        Instant at = account.listAt();
        Plan plan = account.plan;
        boolean later = plan == null || plan.at().isAfter(now);
        if (at != null && !now.isBefore(at) && later && account.publishAt == null) {
            account.plan = Plan.of(CommandKind.DERIVE, at);
        }
    }

    private void ask(AccountUpdate update, Account account, Plan plan) {
        Validity validity = account.validity();
        boolean ended = validity != null && validity.overAt(update.now());
        account.plan = null;
        commands.ask(update, account, ended ? CommandKind.VERIFY : plan.kind(), plan.at());
    }
}
