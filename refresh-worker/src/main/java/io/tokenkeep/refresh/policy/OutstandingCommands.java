package io.tokenkeep.refresh.policy;

import io.tokenkeep.avro.RefreshCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bounds, for each app, the commands that lead to a call and have no answer yet. The bound is what the workers lately answered
 * in a quarter of a command's lifetime, so that no command expires before it is executed. It never falls below a minimum, from
 * which it grows again. A late answer, or a missing one, halves the bound.
 *
 * <p>Only commands that were sent since the task started are known. Earlier ones are at most as many as the bound was then, and
 * are answered while the bound grows from its minimum. One per task; only its thread uses it.
 */
public final class OutstandingCommands {

    /** Commands may wait behind others for a quarter of a command's lifetime. */
    private static final int SHARE = 4;

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST = 10_000;
    private static final int SECONDS = 1000;

    private final int least;
    private final Duration answerLimit;
    private final double patienceSeconds;
    private final Duration halvesApart;
    private final Map<String, App> apps = new HashMap<>();

    /** {@code least}: how many commands may be outstanding whatever the workers do. */
    public OutstandingCommands(int least, PolicyConfig config) {
        Duration commandLifetime = config.answers().commandLifetime();
        this.least = least;
        this.answerLimit = config.answers().limit();
        this.patienceSeconds = (double) commandLifetime.toMillis() / SHARE / SECONDS;
        this.halvesApart = commandLifetime.dividedBy(SHARE);
    }

    /** How many commands of the app may be sent now. */
    public int free(String app, Instant now) {
        App held = app(app);
        held.giveUp(now);
        return Math.max(0, bound(held, now) - held.until.size());
    }

    /** A command that leads to a call was sent. */
    public void given(String app, RefreshCommand command) {
        app(app).until.put(command.getCommandId(), command.getNotAfter().plus(answerLimit));
    }

    /** A command was answered; it may be from before the start. */
    public void answered(String app, String commandId, Instant now, boolean inTime) {
        App held = app(app);
        if (held.until.remove(commandId) == null) {
            return;
        }
        if (inTime) {
            held.answered(now);
        } else {
            held.halve(now);
        }
    }

    private int bound(App held, Instant now) {
        long answerable = Math.round(held.rate(now) * patienceSeconds);
        return (int) Math.max(least, Math.min(answerable, Math.max(least, MOST)));
    }

    private App app(String name) {
        return apps.computeIfAbsent(name, any -> new App());
    }

    /** The outstanding commands of one app, and the rate of its answers. */
    private final class App {

        private final LinkedHashMap<String, Instant> until = new LinkedHashMap<>();
        private double perSecond;
        private Instant measured = Instant.EPOCH;
        private Instant halved = Instant.EPOCH;

        void answered(Instant now) {
            perSecond = rate(now) + (double) SECONDS / WINDOW.toMillis();
            measured = now;
        }

        void halve(Instant now) {
            if (!now.isBefore(halved.plus(halvesApart))) {
                perSecond = rate(now) / 2;
                measured = now;
                halved = now;
            }
        }

        /** The rate of answers, exponentially weighted: an answer a minute ago counts a third of one now. */
        double rate(Instant now) {
            double passed = Math.max(0, Duration.between(measured, now).toMillis());
            return perSecond * Math.exp(-passed / WINDOW.toMillis());
        }

        /**
         * Forgets commands without an answer. They expire in the order in which they were sent, except a few with a shorter
         * lifetime.
         */
        void giveUp(Instant now) {
            Iterator<Instant> oldest = until.values().iterator();
            boolean silent = false;
            while (oldest.hasNext() && !oldest.next().isAfter(now)) {
                oldest.remove();
                silent = true;
            }
            if (silent) {
                halve(now);
            }
        }
    }
}
