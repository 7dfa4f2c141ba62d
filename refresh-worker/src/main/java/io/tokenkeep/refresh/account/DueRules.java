package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import java.time.Instant;
import java.util.List;

/** Decides what the passing of time changes: warnings, commands that are due, and commands without an answer. */
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
        if (account.schedule().inFlight() == null) {
            act(update, account, free);
        }
    }

    void called(AccountUpdate update) {
        Account account = update.account();
        if (account == null || AccountTimes.place(account) == null) {
            return;
        }
        Plan plan = account.schedule().plan();
        DeferredAction deferred = account.schedule().deferred();
        if (plan != null && isDue(plan, update.now())) {
            ask(update, account, plan);
        } else if (deferred != null) {
            boolean refresh = deferred.kind() == CommandKind.REFRESH && Planner.isRefreshable(update, account);
            ask(update, account, Plan.of(refresh ? CommandKind.REFRESH : CommandKind.VERIFY, update.now()));
        }
    }

    /** An account with a deferred action may be due by itself before a tick finds it. */
    private static boolean isDue(Plan plan, Instant now) {
        return plan.isInBacklog()
                || (plan.kind() != CommandKind.PUBLISH && !plan.at().isAfter(now));
    }

    private void warn(AccountUpdate update, Account account) {
        int given = account.held().warnings().given();
        Instant next = AccountTimes.warnAt(account, policy);
        while (next != null && !update.now().isBefore(next)) {
            account.warned();
            next = AccountTimes.warnAt(account, policy);
        }
        if (account.held().warnings().given() > given) {
            update.emit(account, EventKind.EXPIRING, null);
        }
    }

    /**
     * A live worker answers every command, even a late one. So the worker of an unanswered command is gone, and so is the
     * command.
     */
    private void giveUp(AccountUpdate update, Account account) {
        InFlight lost = account.schedule().inFlight();
        if (lost == null || update.now().isBefore(lost.silentAt())) {
            return;
        }
        account.unanswered();
        Actions.unanswered(update, lost);
        Schedule schedule = account.schedule();
        boolean planned = lost.kind() != CommandKind.PUBLISH || schedule.publishAt() == null;
        Revocation revocation = schedule.revocation();
        if (lost.kind() == CommandKind.REVOKE) {
            account.schedule(schedule.revoking(revocation == null ? null : revocation.at(update.now())));
        } else if (lost.kind() == CommandKind.DERIVE && account.live()) {
            // The list had replaced the token's own plan, which must not wait for a list.
            persons.unanswered(update, account, lost.commandId());
            planner.rescheduleIfUnplanned(update, account);
        } else if (planned && !lost.outdated() && schedule.plan() == null) {
            Planner.plan(account, Plan.of(lost.kind(), lost.plannedAt()));
        }
    }

    private void act(AccountUpdate update, Account account, boolean free) {
        Instant now = update.now();
        list(account, now);
        Schedule schedule = account.schedule();
        Plan plan = schedule.plan();
        Revocation revocation = schedule.revocation();
        if (schedule.publishAt() != null) {
            if (!now.isBefore(schedule.publishAt())) {
                commands.publish(update, account, schedule.publishAt());
            }
        } else if (revocation != null && revocation.isDue(now)) {
            revoke(update, account, revocation);
        } else if (plan != null && !plan.isInBacklog() && !now.isBefore(plan.at())) {
            if (plan.kind() == CommandKind.PUBLISH) {
                Planner.plan(account, null);
                commands.remove(update, account, plan.at());
            } else if (free) {
                ask(update, account, plan);
            } else {
                Planner.plan(account, plan.inBacklog(now));
            }
        }
    }

    /** A list that is due replaces a later plan. That plan is made again after the list. */
    private static void list(Account account, Instant now) {
        Instant at = AccountTimes.listAt(account);
        Plan plan = account.schedule().plan();
        boolean later = plan == null || (plan.at().isAfter(now) && plan.request() == null);
        if (at != null && !now.isBefore(at) && later && account.schedule().publishAt() == null) {
            Planner.plan(account, Plan.of(CommandKind.DERIVE, at));
        }
    }

    private void revoke(AccountUpdate update, Account account, Revocation revocation) {
        Instant plannedAt = revocation.at() == null ? update.now() : revocation.at();
        account.schedule(account.schedule().revoking(revocation.at(null)));
        commands.revoke(update, account, revocation.token(), plannedAt);
    }

    private void ask(AccountUpdate update, Account account, Plan plan) {
        CommandKind kind = update.isOverForGood(account) ? CommandKind.VERIFY : plan.kind();
        List<String> requests =
                kind == CommandKind.DERIVE ? List.of() : account.schedule().waiting();
        Planner.plan(account, null);
        if (!requests.isEmpty()) {
            account.schedule(account.schedule().deferring(null));
        }
        commands.ask(update, account, kind, plan.at(), requests);
    }
}
