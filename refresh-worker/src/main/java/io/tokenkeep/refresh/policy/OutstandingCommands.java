package io.tokenkeep.refresh.policy;

import io.tokenkeep.avro.RefreshCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bounds, for each app, the commands that lead to a call and have no answer yet: to what the workers answered lately in a
 * quarter of a command's lifetime, so that none expires before it is carried out, and never below a least number, by which
 * the bound grows again. An answer that came too late, and one that did not come, halve it.
 *
 * <p>Knows the commands given since the task started. Those from before are no more than the bound was then, and are
 * answered while the bound grows from its least. One per task; its thread alone uses it.
 */
public final class OutstandingCommands {

    /** Of a command's lifetime, what may be spent waiting for others. */
    private static final int SHARE = 4;

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST = 10_000;
    private static final int SECONDS = 1000;

    private final int least;
    private final Duration answerLimit;
    private final double patienceSeconds;
    private final Duration halvesApart;
    private final Map<String, App> apps = new HashMap<>();

    /** {@code least}: how many may be outstanding whatever the workers do. */
    public OutstandingCommands(int least, Timing timing) {
        Duration commandLifetime = timing.answers().commandLifetime();
        this.least = least;
        this.answerLimit = timing.answers().limit();
        this.patienceSeconds = (double) commandLifetime.toMillis() / SHARE / SECONDS;
        this.halvesApart = commandLifetime.dividedBy(SHARE);
    }

    /** How many commands of the app may be given now. */
    public int free(String app, Instant now) {
        App held = app(app);
        held.giveUp(now);
        return Math.max(0, bound(held, now) - held.until.size());
    }

    /** A command that leads to a call is given. */
    public void given(String app, RefreshCommand command) {
        app(app).until.put(command.getCommandId(), command.getNotAfter().plus(answerLimit));
    }

    /** The answer to a command, which may be one of before the start. */
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

    /** What one app has outstanding, and how fast its commands are answered. */
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

        /** Exponentially weighted: a minute ago counts a third of now. */
        double rate(Instant now) {
            double passed = Math.max(0, Duration.between(measured, now).toMillis());
            return perSecond * Math.exp(-passed / WINDOW.toMillis());
        }

        /** Commands are given in the order in which they count as unanswered, but for a few that wait shorter. */
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
