package io.tokenkeep.refresh.policy;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When to refresh, verify, try again and warn. All times are relative to the lifetime that the provider gave, so the same
 * policy serves tokens of 60 days and of 20 seconds. No side effects; thread-safe.
 *
 * <p>Providers extend a token not before it is 24 hours old and never after its end
 * (developers.facebook.com, Threads API, long-lived tokens).
 */
public final class RefreshPolicy {

    /** No action is tried more often than this many times per lifetime. */
    private static final int TRIES_PER_LIFETIME = 200;
    /** The delay after a failure is at most this share of the token's remaining life. */
    private static final int SHARE_OF_WHAT_IS_LEFT = 8;

    /** A refused refresh and two refused verifications. */
    private static final int TRIES_OF_A_DEATH = 3;

    private static final int MOST_INTERVALS = 7;
    private static final int MOST_LOOKS = 60;

    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final PolicyConfig config;
    private final ProviderFeatures features;

    public RefreshPolicy(PolicyConfig config, ProviderFeatures features) {
        this.config = config;
        this.features = features;
    }

    /** The providers with features that change what follows. */
    public ProviderFeatures features() {
        return features;
    }

    public PolicyConfig config() {
        return config;
    }

    /**
     * When to refresh a token if nothing is wrong: after about half of its life, with an offset that depends on the account's
     * key.
     */
    public Instant refreshAt(String key, Validity validity, Instant refreshableAt) {
        Duration lifetime = validity.lifetime();
        Duration youngest = Duration.between(validity.from(), refreshableAt);
        Duration middle =
                Lengths.most(youngest, Lengths.times(lifetime, config.refresh().fraction()));
        Instant wanted = validity.from()
                .plus(middle)
                .plus(Lengths.times(lifetime, config.refresh().jitter() * side(key)));
        Instant latest = warnAt(validity, config.warnings().first());
        return latest.isBefore(refreshableAt) ? refreshableAt : Lengths.within(wanted, refreshableAt, latest);
    }

    /** When to verify a token that needs no refresh. */
    public Instant verifyAt(String key, Instant last) {
        return last.plus(
                Lengths.times(config.verify().interval(), 1 + config.refresh().jitter() * side(key)));
    }

    /**
     * When to verify a token that was declared dead, in case that was a mistake: first after one interval, then later each
     * time, for a bounded number of times; null after that.
     */
    public @Nullable Instant lookAt(String key, int tries, Instant last) {
        if (tries > MOST_LOOKS) {
            return null;
        }
        int intervals = Math.max(1, Math.min(tries - TRIES_OF_A_DEATH + 1, MOST_INTERVALS));
        return last.plus(Lengths.times(
                config.verify().interval(), intervals * (1 + config.refresh().jitter() * StableHash.of(key))));
    }

    /** When the Pages of a person are to be listed again. */
    public Instant deriveAt(String key, Instant last) {
        return last.plus(
                Lengths.times(config.listInterval(), 1 + config.refresh().jitter() * StableHash.of(key)));
    }

    /** How long to wait for the next list of a person's Pages after this many insufficient lists in a row. */
    public Duration listDelay(int tries, String seed) {
        Duration delay = retryDelay(Math.max(1, tries), seed, null, Instant.EPOCH, config.listInterval());
        return Lengths.least(delay, config.listInterval());
    }

    /** When to repeat a refused verification so that the second refusal is evidence. */
    public Instant evidenceAt(String key, Instant refusedAt) {
        Duration spread = Lengths.times(config.verify().gap(), config.refresh().jitter() * StableHash.of(key));
        return refusedAt.plus(config.verify().gap()).plus(spread);
    }

    public boolean isEvidence(Instant firstRefused, Instant secondRefused) {
        return Duration.between(firstRefused, secondRefused)
                        .compareTo(config.verify().gap())
                >= 0;
    }

    /** Whether the person has not acted at the provider for so long that the account needs a new consent. */
    public boolean isAbandoned(Instant userActionSince, Instant now) {
        return Duration.between(userActionSince, now).compareTo(config.userActionLimit()) >= 0;
    }

    /**
     * For how long a token past its end must have failed before it is declared dead; longer if the fault is not the account's.
     */
    public Duration expiredAfter(boolean ofAccount) {
        return ofAccount
                ? config.verify().gap()
                : Lengths.most(config.verify().gap(), config.verify().interval());
    }

    /**
     * How long to wait after the {@code tries}-th attempt in a row without success: exponential with full jitter above the
     * minimum, and shorter as the token's end comes near. {@code seed} is the attempt's name. {@code validity} is null for a
     * token without an end.
     */
    public Duration retryDelay(int tries, String seed, @Nullable Validity validity, Instant now) {
        return retryDelay(tries, seed, validity, now, config.retries().maximum());
    }

    private Duration retryDelay(int tries, String seed, @Nullable Validity validity, Instant now, Duration longest) {
        Duration least = config.retries().minimum();
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

    /** How long to wait for a command's answer if the {@code silent} commands before it got none. */
    public Duration answerWithin(int silent) {
        Duration surelyDead =
                config.answers().commandLifetime().plus(config.answers().limit());
        if (silent == 0) {
            return surelyDead;
        }
        int step = Math.min(silent, config.answers().silences().size()) - 1;
        return Lengths.most(surelyDead, config.answers().silences().get(step));
    }

    /**
     * When to warn next of the end of a token; null if no further warning is left. {@code warned}: warnings so far; {@code
     * unmoved}: whether the last extension left the end unchanged.
     */
    public @Nullable Instant warnAt(Validity validity, int warned, boolean unmoved) {
        return switch (warned) {
            case 0 ->
                warnAt(
                        validity,
                        unmoved
                                ? config.warnings().unmoved()
                                : config.warnings().first());
            case 1 -> warnAt(validity, config.warnings().last());
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
