package io.tokenkeep.refresh.policy;

import java.time.Duration;
import java.util.List;

/**
 * Every length of time the policy knows.
 *
 * @param fraction of the lifetime after which a token is refreshed
 * @param jitter how far an account's own time may lie from that, as a share of the lifetime, to both sides
 * @param retryMinimum the first delay after a failure; shorter for a token that lives less than 200 of them
 * @param retryMaximum the longest delay
 * @param verifyInterval between two verifications of a token that never ends; also between the failures that give up
 *     one past its end where they are not the account's fault
 * @param verifyGap between two refused verifications that together are evidence
 * @param commandLifetime after which a worker no longer carries a command out
 * @param answerLimit how long after that an answer may still arrive
 * @param silences how long to wait for the answer of the second, third… command in a row that nobody answered
 * @param listInterval between two lists of a person's Pages
 * @param deletionGrace between a data deletion's GONE and its null
 * @param userActionLimit how long the provider may say that the person must act there before the token is given up
 * @param unmovedWarning the first warning before the end of a token that the provider does not extend
 */
public record Timing(
        double fraction,
        double jitter,
        Duration retryMinimum,
        Duration retryMaximum,
        Duration verifyInterval,
        Duration verifyGap,
        Duration commandLifetime,
        Duration answerLimit,
        List<Duration> silences,
        Duration listInterval,
        Duration deletionGrace,
        Duration userActionLimit,
        WarningThreshold unmovedWarning,
        WarningThreshold firstWarning,
        WarningThreshold lastWarning) {

    /** The values of a production that has set nothing. */
    public static final Timing DEFAULT = new Timing(
            0.5,
            0.1,
            Duration.ofMinutes(2),
            Duration.ofHours(6),
            Duration.ofDays(1),
            Duration.ofHours(1),
            Duration.ofMinutes(10),
            Duration.ofMinutes(3),
            List.of(Duration.ofHours(1), Duration.ofHours(6), Duration.ofDays(1)),
            Duration.ofDays(1),
            Duration.ofDays(8),
            Duration.ofDays(30),
            new WarningThreshold(Duration.ofDays(14), 1.0 / 4),
            new WarningThreshold(Duration.ofDays(7), 1.0 / 8),
            new WarningThreshold(Duration.ofDays(1), 1.0 / 50));

    public Timing {
        silences = List.copyOf(silences);
        if (fraction <= 0 || jitter < 0 || fraction - jitter <= 0 || fraction + jitter >= 1) {
            throw new IllegalArgumentException(
                    "refresh.fraction with refresh.jitter to both sides must lie between 0 and 1");
        }
        if (retryMinimum.isZero() || retryMinimum.compareTo(retryMaximum) > 0) {
            throw new IllegalArgumentException("retry.minimum must be above 0 and at most retry.maximum");
        }
        if (silences.isEmpty()) {
            throw new IllegalArgumentException("unanswered.retries must name at least one duration");
        }
    }
}
