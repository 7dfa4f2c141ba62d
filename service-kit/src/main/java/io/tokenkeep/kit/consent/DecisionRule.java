package io.tokenkeep.kit.consent;

import io.tokenkeep.avro.ConsentDecisionKind;
import java.time.Instant;

/** Which decisions about a held consent count. Of those that apply, the first one on the topic does, for every reader alike. */
public final class DecisionRule {

    private DecisionRule() {}

    /**
     * Whether a decision applies to a consent that waits.
     *
     * @param writtenAt the decision's broker time
     * @param until when the consent ends without a confirmation, as its record says
     */
    public static boolean applies(ConsentDecisionKind kind, Instant writtenAt, Instant until) {
        return switch (kind) {
            case CONFIRM, REFUSE -> writtenAt.isBefore(until);
            // A worker whose clock is ahead must not take the agency's time away.
            case TIME_OVER -> !writtenAt.isBefore(until);
            case ERASE -> true;
            // A newer version wrote it, and this one cannot carry it out.
            case UNKNOWN -> false;
        };
    }
}
