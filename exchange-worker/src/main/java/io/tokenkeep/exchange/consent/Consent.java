package io.tokenkeep.exchange.consent;

import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.exchange.cooldown.Caller;
import io.tokenkeep.exchange.kafka.Progress;
import java.time.Instant;

/**
 * One consent that the code lane processes.
 *
 * @param partition the partition of its code, and so of its progress
 * @param offset the offset of its code
 * @param orderedAt the broker's time of the code's record; its age and its rank count from here
 */
public record Consent(AuthorizationCode code, int partition, long offset, Instant orderedAt) {

    public String id() {
        return code.getAuthorizationId();
    }

    public String app() {
        return code.getApp();
    }

    /**
     * Whether the code has no trace although it would have one if it was finished. Call it only if no entry is found.
     */
    public boolean isPresentable(Progress progress) {
        return progress.wouldKnow(partition, offset, orderedAt);
    }

    /** The caller that makes the provider's calls for this consent. */
    public Caller caller(boolean lastAttempt) {
        String link = code.getLink();
        return link == null ? Caller.client(code.getClient() + "", lastAttempt) : Caller.link(link, lastAttempt);
    }

    /** The code is sealed, but it is not needed in the text. */
    @Override
    public String toString() {
        return "Consent[" + id() + "]";
    }
}
