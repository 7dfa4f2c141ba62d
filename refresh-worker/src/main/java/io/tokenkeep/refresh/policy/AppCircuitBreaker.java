package io.tokenkeep.refresh.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An app's circuit breaker. It opens if, within an hour, at least {@value #PERSONS} persons and over 5 % of the app's answers
 * are refused, or if as many persons in a row are refused with no success between. That is an incident of the provider or a
 * fault of the app, and not of the persons. It closes an hour after calls began to succeed again. It counts persons, so one
 * person's many Pages count once. One task's thread uses it.
 */
public final class AppCircuitBreaker {

    private static final int PERSONS = 10;
    private static final int ONE_IN = 20;
    private static final Duration HOUR = Duration.ofHours(1);

    /** Up to this many refusals since calls began to succeed are no relapse, and neither is a share of at most a quarter. */
    private static final int STRAY = 2;

    private static final int STRAY_ONE_IN = 4;

    private final HourlyCounts counts;
    private final LinkedHashMap<String, Instant> refused = new LinkedHashMap<>();
    /**
     * Persons refused since the last success. With few due accounts, an hour holds too few answers to show that everybody is
     * refused.
     */
    private final Set<String> inARow;

    private @Nullable Instant openSince;
    private @Nullable Instant trustedSince;
    private @Nullable Instant calmSince;
    private long calmAnswers;
    private long calmRefusals;

    /**
     * The state that must survive a restart.
     *
     * @param refused the persons refused last, the longest ago first
     */
    public record Memory(
            @Nullable Instant openSince,
            @Nullable Instant trustedSince,
            @Nullable Instant calmSince,
            long calmAnswers,
            long calmRefusals,
            Map<String, Instant> refused,
            List<String> inARow,
            List<HourlyCounts.Count> counts) {

        public static final Memory EMPTY = new Memory(null, null, null, 0, 0, Map.of(), List.of(), List.of());
    }

    public AppCircuitBreaker(Memory memory) {
        this.openSince = memory.openSince();
        this.trustedSince = memory.trustedSince();
        this.calmSince = memory.calmSince();
        this.calmAnswers = memory.calmAnswers();
        this.calmRefusals = memory.calmRefusals();
        this.refused.putAll(memory.refused());
        this.inARow = new LinkedHashSet<>(memory.inARow());
        this.counts = new HourlyCounts(memory.counts());
    }

    public Memory memory() {
        return new Memory(
                openSince,
                trustedSince,
                calmSince,
                calmAnswers,
                calmRefusals,
                new LinkedHashMap<>(refused),
                List.copyOf(inARow),
                counts.all());
    }

    public AppCircuitState state() {
        return new AppCircuitState(openSince != null, calmSince, trustedSince);
    }

    public @Nullable Instant openSince() {
        return openSince;
    }

    /** Persons refused within the last hour; at most {@value #PERSONS} are remembered. */
    public int personsRefused(Instant now) {
        return (int) refused.values().stream()
                .filter(at -> at.isAfter(now.minus(HOUR)))
                .count();
    }

    /** The provider refused a person or one of their Pages. To be called before the refusal counts as evidence. */
    public void refused(String person, Instant now) {
        counts.add(now, 1, 1);
        remember(person, now);
        if (openSince == null) {
            openSince = isExcess(now) ? now : null;
        } else if (calmSince == null) {
            calm(null);
        } else {
            calmAnswers++;
            calmRefusals++;
            if (calmRefusals > STRAY && calmRefusals * STRAY_ONE_IN > calmAnswers) {
                calm(null);
            }
        }
    }

    /** This many answers of the provider were no refusals. */
    public void succeeded(int answers, Instant now) {
        if (answers <= 0) {
            return;
        }
        counts.add(now, answers, 0);
        inARow.clear();
        if (openSince == null) {
            return;
        }
        if (calmSince == null) {
            calm(now);
        } else {
            calmAnswers += answers;
        }
    }

    /** To be called regularly: it forgets old refusals and closes the circuit breaker when its time is over. */
    public void tick(Instant now) {
        refused.values().removeIf(at -> !at.isAfter(now.minus(HOUR)));
        if (openSince != null && calmSince != null && !now.isBefore(calmSince.plus(HOUR))) {
            openSince = null;
            trustedSince = now;
            calm(null);
            counts.clear();
            refused.clear();
            inARow.clear();
        }
    }

    private void calm(@Nullable Instant since) {
        calmSince = since;
        calmAnswers = 0;
        calmRefusals = 0;
    }

    private void remember(String person, Instant now) {
        if (inARow.size() < PERSONS) {
            inARow.add(person);
        }
        refused.remove(person);
        refused.put(person, now);
        if (refused.size() > PERSONS) {
            refused.remove(refused.keySet().iterator().next());
        }
    }

    private boolean isExcess(Instant now) {
        if (inARow.size() == PERSONS) {
            return true;
        }
        return personsRefused(now) == PERSONS && counts.refusals(now) * ONE_IN > counts.answers(now);
    }
}
