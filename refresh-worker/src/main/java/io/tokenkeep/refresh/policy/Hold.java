package io.tokenkeep.refresh.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether an app is held. When within an hour at least {@value #ACCOUNTS} of its accounts, and over a twentieth of its
 * answers, are refused, or so many one after the other with no success between, it is the provider's incident or our
 * fault and not the people's: what is refused from then on is no evidence, and calls go on as a trickle. The trickle grows as calls succeed again; after an hour of that the hold
 * ends. Remembers {@value #ACCOUNTS} names and an hour of counts. One task's thread uses it.
 */
public final class Hold {

    private static final int ACCOUNTS = 10;
    private static final int ONE_IN = 20;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration TRICKLE = Duration.ofMinutes(1);
    private static final Duration DOUBLES = Duration.ofMinutes(5);
    /** Refusals among the answers since it was calm: as many are no relapse, and neither is this share. */
    private static final int STRAY = 2;

    private static final int STRAY_ONE_IN = 4;

    private final Counts counts = new Counts();
    private final LinkedHashMap<String, Instant> refused = new LinkedHashMap<>();
    /** Since the last success: where few are due, an hour is too short to see that it is everybody. */
    private final Set<String> inARow = new HashSet<>();

    private @Nullable Instant heldSince;
    private Instant trustedSince;
    private @Nullable Instant calmSince;
    private long calmAnswers;
    private long calmRefusals;

    /** As it was left: {@code heldSince} null when it was not held, {@code trustedSince} the end of the last hold. */
    public Hold(@Nullable Instant heldSince, Instant trustedSince) {
        this.heldSince = heldSince;
        this.trustedSince = trustedSince;
    }

    public boolean isHeld() {
        return heldSince != null;
    }

    public @Nullable Instant heldSince() {
        return heldSince;
    }

    /** A refusal before this says nothing about an account. */
    public Instant trustedSince() {
        return trustedSince;
    }

    /** The provider said yes or no about an account; to be called before anything is concluded from it. */
    public void answered(String account, Instant now, boolean no) {
        counts.add(now, no);
        if (no) {
            remember(account, now);
        } else {
            inARow.clear();
        }
        if (heldSince == null) {
            heldSince = isExcess(now) ? now : null;
        } else if (calmSince == null) {
            calm(no ? null : now);
        } else {
            calmAnswers++;
            calmRefusals += no ? 1 : 0;
            if (calmRefusals > STRAY && calmRefusals * STRAY_ONE_IN > calmAnswers) {
                calm(null);
            }
        }
    }

    /** Time has passed. */
    public void tick(Instant now) {
        if (heldSince != null && calmSince != null && !now.isBefore(calmSince.plus(HOUR))) {
            heldSince = null;
            trustedSince = now;
            calm(null);
            counts.clear();
            refused.clear();
            inARow.clear();
        }
    }

    /** How far apart calls are to be, given how far apart they would be without a hold. */
    public Duration apart(Instant now, Duration usual) {
        if (heldSince == null) {
            return usual;
        }
        if (calmSince == null) {
            return Lengths.most(TRICKLE, usual);
        }
        double calm = Math.max(0, Duration.between(calmSince, now).toMillis());
        long nanos = (long) (TRICKLE.toNanos() / Math.pow(2, calm / DOUBLES.toMillis()));
        return Lengths.most(Duration.ofNanos(nanos), usual);
    }

    private void calm(@Nullable Instant since) {
        calmSince = since;
        calmAnswers = 0;
        calmRefusals = 0;
    }

    private void remember(String account, Instant now) {
        if (inARow.size() < ACCOUNTS) {
            inARow.add(account);
        }
        refused.remove(account);
        refused.put(account, now);
        if (refused.size() > ACCOUNTS) {
            refused.remove(refused.keySet().iterator().next());
        }
    }

    private boolean isExcess(Instant now) {
        if (inARow.size() == ACCOUNTS) {
            return true;
        }
        if (refused.size() < ACCOUNTS) {
            return false;
        }
        Map.Entry<String, Instant> oldest = refused.entrySet().iterator().next();
        return oldest.getValue().isAfter(now.minus(HOUR)) && counts.refusals(now) * ONE_IN > counts.answers(now);
    }

    /** Answers of the last hour, in twelfths of it. */
    private static final class Counts {

        private static final int PARTS = 12;
        private static final long PART = HOUR.toMillis() / PARTS;

        private final long[] part = new long[PARTS];
        private final long[] answers = new long[PARTS];
        private final long[] refusals = new long[PARTS];

        void add(Instant now, boolean no) {
            long current = now.toEpochMilli() / PART;
            int at = Math.floorMod(current, PARTS);
            if (part[at] != current) {
                part[at] = current;
                answers[at] = 0;
                refusals[at] = 0;
            }
            answers[at]++;
            refusals[at] += no ? 1 : 0;
        }

        long answers(Instant now) {
            return sum(answers, now);
        }

        long refusals(Instant now) {
            return sum(refusals, now);
        }

        void clear() {
            Arrays.fill(answers, 0);
            Arrays.fill(refusals, 0);
        }

        private long sum(long[] of, Instant now) {
            long current = now.toEpochMilli() / PART;
            long sum = 0;
            for (int i = 0; i < PARTS; i++) {
                sum += part[i] > current - PARTS ? of[i] : 0;
            }
            return sum;
        }
    }
}
