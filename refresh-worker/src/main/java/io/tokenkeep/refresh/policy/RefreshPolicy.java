package io.tokenkeep.refresh.policy;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When to refresh, verify, try again and warn. All of it is relative to the lifetime the provider gave, so that the
 * same policy serves tokens of 60 days and of 20 seconds. Pure and thread-safe.
 *
 * <p>Providers extend a token not before it is 24 hours old and never after its end
 * (developers.facebook.com, Threads API, long-lived tokens).
 */
public final class RefreshPolicy {

    /** Nothing is tried more often than this many times per lifetime. */
    private static final int TRIES_PER_LIFETIME = 200;
    /** A failed token waits no longer than this share of what is left of it. */
    private static final int SHARE_OF_WHAT_IS_LEFT = 8;

    /** A refused refresh and two refused verifications. */
    private static final int TRIES_OF_A_DEATH = 3;

    private static final int MOST_INTERVALS = 7;
    private static final int MOST_LOOKS = 60;

    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final Timing timing;
    private final PageProviders pageProviders;

    public RefreshPolicy(Timing timing, PageProviders pageProviders) {
        this.timing = timing;
        this.pageProviders = pageProviders;
    }

    /** Whose persons' Pages are listed. */
    public PageProviders pageProviders() {
        return pageProviders;
    }

    public Timing timing() {
        return timing;
    }

    /** When a token is to be refreshed if all is well: about half of its life, each account at its own time. */
    public Instant refreshAt(String key, Validity validity, Instant refreshableAt) {
        Duration lifetime = validity.lifetime();
        Duration youngest = Duration.between(validity.from(), refreshableAt);
        Duration middle =
                Lengths.most(youngest, Lengths.times(lifetime, timing.refresh().fraction()));
        Instant wanted = validity.from()
                .plus(middle)
                .plus(Lengths.times(lifetime, timing.refresh().jitter() * side(key)));
        Instant latest = warnAt(validity, timing.warnings().first());
        return latest.isBefore(refreshableAt) ? refreshableAt : Lengths.within(wanted, refreshableAt, latest);
    }

    /** When a token that needs no refresh is to be looked at again. */
    public Instant verifyAt(String key, Instant last) {
        return last.plus(
                Lengths.times(timing.verify().interval(), 1 + timing.refresh().jitter() * side(key)));
    }

    /**
     * When a token that was declared dead is looked at again, in case the verdict was wrong: first after one interval,
     * then later and later, and no more than a number of times; null after that.
     */
    public @Nullable Instant lookAt(String key, int tries, Instant last) {
        if (tries > MOST_LOOKS) {
            return null;
        }
        int intervals = Math.max(1, Math.min(tries - TRIES_OF_A_DEATH + 1, MOST_INTERVALS));
        return last.plus(Lengths.times(
                timing.verify().interval(), intervals * (1 + timing.refresh().jitter() * StableHash.of(key))));
    }

    /** When the Pages of a person are to be listed again. */
    public Instant deriveAt(String key, Instant last) {
        return last.plus(
                Lengths.times(timing.listInterval(), 1 + timing.refresh().jitter() * StableHash.of(key)));
    }

    /** How long to wait for the next list of a person's Pages after so many in a row that told too little. */
    public Duration listDelay(int tries, String seed) {
        Duration delay = retryDelay(Math.max(1, tries), seed, null, Instant.EPOCH, timing.listInterval());
        return Lengths.least(delay, timing.listInterval());
    }

    /** When a refused verification is to be repeated, to be evidence. */
    public Instant evidenceAt(String key, Instant refusedAt) {
        Duration spread = Lengths.times(timing.verify().gap(), timing.refresh().jitter() * StableHash.of(key));
        return refusedAt.plus(timing.verify().gap()).plus(spread);
    }

    public boolean isEvidence(Instant firstRefused, Instant secondRefused) {
        return Duration.between(firstRefused, secondRefused)
                        .compareTo(timing.verify().gap())
                >= 0;
    }

    /** Whether a person has not acted at the provider for so long that only a new consent is waited for. */
    public boolean isAbandoned(Instant userActionSince, Instant now) {
        return Duration.between(userActionSince, now).compareTo(timing.userActionLimit()) >= 0;
    }

    /** For how long a token past its end must have failed to be given up; longer where the fault is not the account's. */
    public Duration expiredAfter(boolean ofAccount) {
        return ofAccount
                ? timing.verify().gap()
                : Lengths.most(timing.verify().gap(), timing.verify().interval());
    }

    /**
     * How long to wait after the {@code tries}-th attempt in a row without success: exponential with full jitter above
     * the least delay, and faster as the end comes near. {@code seed} is the attempt's name; {@code validity} is null for a
     * token without an end.
     */
    public Duration retryDelay(int tries, String seed, @Nullable Validity validity, Instant now) {
        return retryDelay(tries, seed, validity, now, timing.retries().maximum());
    }

    private Duration retryDelay(int tries, String seed, @Nullable Validity validity, Instant now, Duration longest) {
        Duration least = timing.retries().minimum();
        Duration most = longest;
        if (validity != null && !validity.overAt(now)) {
            Duration step = validity.lifetime().dividedBy(TRIES_PER_LIFETIME);
            least = Lengths.least(least, Lengths.most(step, SHORTEST));
            Duration rest = Duration.between(now, validity.to());
            most = Lengths.least(most, Lengths.most(least, rest.dividedBy(SHARE_OF_WHAT_IS_LEFT)));
        }
        long doubled = Math.round(Math.pow(2, Math.min(tries, 40)) * least.toMillis());
        long ceiling = Math.max(least.toMillis(), Math.min(doubled, most.toMillis()));
        return Duration.ofMillis(least.toMillis() + Math.round(StableHash.of(seed) * (ceiling - least.toMillis())));
    }

    /** How long to wait for a command's answer, when {@code silent} commands before it got none. */
    public Duration answerWithin(int silent) {
        Duration surelyDead =
                timing.answers().commandLifetime().plus(timing.answers().limit());
        if (silent == 0) {
            return surelyDead;
        }
        int step = Math.min(silent, timing.answers().silences().size()) - 1;
        return Lengths.most(surelyDead, timing.answers().silences().get(step));
    }

    /** When to warn next of the end of a token, extended in vain last or not, having warned this often; null when there is no further warning. */
    public @Nullable Instant warnAt(Validity validity, int warned, boolean unmoved) {
        return switch (warned) {
            case 0 ->
                warnAt(
                        validity,
                        unmoved
                                ? timing.warnings().unmoved()
                                : timing.warnings().first());
            case 1 -> warnAt(validity, timing.warnings().last());
            default -> null;
        };
    }

    private static Instant warnAt(Validity validity, WarningThreshold threshold) {
        return validity.to().minus(threshold.before(validity.lifetime()));
    }

    private static double side(String key) {
        return 2 * StableHash.of(key) - 1;
    }
}
