package io.tokenkeep.refresh.stream;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.refresh.account.AccountRules;
import io.tokenkeep.refresh.account.AccountUpdate;
import io.tokenkeep.refresh.policy.AppCircuitState;
import io.tokenkeep.refresh.policy.OutstandingCommands;
import io.tokenkeep.refresh.policy.Pacer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Performs a tick within its budget: it does what is due, and takes as many accounts from each app's backlog as the app's rate
 * limit allows. Each of the two gets half of the time. One task's thread uses it.
 */
final class Ticks {

    /** An open circuit breaker does not slow tokens that end within this time, the default of {@code warn.first.before}. */
    private static final Duration SOON = Duration.ofDays(7);

    /** An app's name with this suffix names the pace of its calls that can wait. No app's name contains a colon. */
    private static final String TRICKLE = ":trickle";

    private static final Duration PUT_OFF = Duration.ofHours(1);

    private final TickBudget budget;
    private final Queues queues;
    private final AccountUpdates updates;
    private final AccountRules rules;
    private final OutstandingCommands outstanding;
    private final RefreshMetrics metrics;
    private final LongSupplier nanoTime;
    private final Pacer pacer;
    private int ticks;

    Ticks(TaskParts parts, AccountWork work, Queues queues, OutstandingCommands outstanding) {
        this.outstanding = outstanding;
        this.metrics = work.metrics();
        this.budget = parts.budget();
        this.queues = queues;
        this.updates = work.updates();
        this.rules = work.rules();
        this.nanoTime = parts.nanoTime();
        this.pacer = new Pacer(budget.callsPerSecond(), budget.interval());
    }

    void tick(Instant now) {
        queues.breakers().tick(now);
        playDue(now);
        callUp(now);
    }

    private void playDue(Instant now) {
        List<DueKey> due = queues.due().due(now, budget.accounts());
        Map<String, Boolean> free = new HashMap<>();
        long began = nanoTime.getAsLong();
        for (DueKey entry : due) {
            String app = AccountKey.parse(entry.account()).app();
            boolean isFree = free.computeIfAbsent(app, name -> isFree(name, now, due.size()));
            try {
                if (!updates.apply(entry, now, update -> due(update, app, now, isFree))) {
                    queues.due().remove(entry);
                }
            } catch (AccountUpdateException e) {
                updates.putOff(entry, now.plus(PUT_OFF));
                metrics.updateFailed(entry.account(), e);
            }
            if (isOver(began)) {
                return;
            }
        }
    }

    /**
     * An app needs no backlog only if everything that is due can be sent at once. Otherwise the tokens that end first go first.
     */
    private boolean isFree(String app, Instant now, int due) {
        return due < budget.accounts()
                && !queues.breakers().of(app).open()
                && queues.backlog().isEmpty(app)
                && due <= free(app, now);
    }

    private void due(AccountUpdate update, String app, Instant now, boolean free) {
        rules.due(update, free);
        if (update.calls()) {
            pacer.take(app, now, pacer.apart());
            given(update, app);
        }
    }

    private void called(AccountUpdate update, String app) {
        rules.called(update);
        given(update, app);
    }

    private void given(AccountUpdate update, String app) {
        RefreshCommand command = update.command();
        if (command != null) {
            outstanding.given(app, command);
        }
    }

    private int free(String app, Instant now) {
        return Math.min(pacer.free(app, now, pacer.apart()), outstanding.free(app, now));
    }

    /** Each time another app is the first, so that it is not always the same apps that wait when time runs out. */
    private void callUp(Instant now) {
        List<String> apps = queues.backlog().apps();
        Collections.rotate(apps, ticks++);
        long began = nanoTime.getAsLong();
        for (String app : apps) {
            AppCircuitState breaker = queues.breakers().of(app);
            int free = Math.min(budget.accounts(), free(app, now));
            for (BacklogKey place : queues.backlog().first(app, free)) {
                if (breaker.open() && !mayGo(app, breaker, place, now)) {
                    break;
                }
                call(app, place, now);
                if (isOver(began)) {
                    return;
                }
            }
        }
    }

    private void call(String app, BacklogKey place, Instant now) {
        try {
            if (updates.apply(place, now, update -> called(update, app))) {
                pacer.take(app, now, pacer.apart());
            } else {
                queues.backlog().remove(place);
            }
        } catch (AccountUpdateException e) {
            // The audit brings it back.
            queues.backlog().remove(place);
            metrics.updateFailed(place.account().toString(), e);
        }
    }

    /** While the circuit breaker is open, tokens that end soon go on at the usual pace, and all others as a trickle. */
    private boolean mayGo(String app, AppCircuitState breaker, BacklogKey place, Instant now) {
        if (place.place().isBefore(now.plus(SOON))) {
            return true;
        }
        Duration apart = breaker.apart(now, pacer.apart());
        boolean free = pacer.free(app + TRICKLE, now, apart) > 0;
        if (free) {
            pacer.take(app + TRICKLE, now, apart);
        }
        return free;
    }

    /** The context's time stands still during a tick, so another clock is used. */
    private boolean isOver(long began) {
        return nanoTime.getAsLong() - began > budget.time().toNanos() / 2;
    }
}
