package io.tokenkeep.exchange.consent;

import io.tokenkeep.avro.AuthorizationReason;
import org.jspecify.annotations.Nullable;

/**
 * The earlier waits of a consent. Immutable.
 *
 * @param published the reason in the last outcome WAITING; null before the first
 * @param failures attempts that failed in a way that may pass
 * @param requestRefusals refusals of an upgrade for an unknown reason
 * @param appRefusals refusals that only the operator can repair
 * @param lastAttemptMade whether the one call that a code may make in spite of a cooldown is made
 */
public record WaitHistory(
        @Nullable AuthorizationReason published,
        int failures,
        int requestRefusals,
        int appRefusals,
        boolean lastAttemptMade) {

    public static final WaitHistory NONE = new WaitHistory(null, 0, 0, 0, false);

    /** Why a consent fails whose time ends while it waits. A link that never became known is as good as a refused one. */
    public AuthorizationReason reasonAtEnd() {
        return published == AuthorizationReason.LINK_REFUSED
                ? AuthorizationReason.LINK_REFUSED
                : AuthorizationReason.CODE_EXPIRED;
    }

    public WaitHistory withPublished(AuthorizationReason reason) {
        return new WaitHistory(reason, failures, requestRefusals, appRefusals, lastAttemptMade);
    }

    public WaitHistory withFailure() {
        return new WaitHistory(published, failures + 1, requestRefusals, appRefusals, lastAttemptMade);
    }

    public WaitHistory withRequestRefusal() {
        return new WaitHistory(published, failures, requestRefusals + 1, appRefusals, lastAttemptMade);
    }

    public WaitHistory withAppRefusal() {
        return new WaitHistory(published, failures, requestRefusals, appRefusals + 1, lastAttemptMade);
    }

    public WaitHistory withLastAttemptMade(boolean taken) {
        return new WaitHistory(published, failures, requestRefusals, appRefusals, lastAttemptMade || taken);
    }
}
