package io.tokenkeep.exchange.code;

import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.exchange.cooldown.Caller;
import io.tokenkeep.exchange.kafka.Progress;
import java.time.Instant;

/**
 * One consent to work off.
 *
 * @param partition of its code, and so of its progress
 * @param offset of its code
 * @param orderedAt the broker's time of the code's record: its age and its rank count from here
 */
record Consent(AuthorizationCode code, int partition, long offset, Instant orderedAt) {

    String id() {
        return code.getAuthorizationId();
    }

    String app() {
        return code.getApp();
    }

    /** Whether nothing is known of its code, and would be known if somebody had finished it. Asked where no entry is found. */
    boolean isPresentable(Progress progress) {
        return progress.wouldKnow(partition, offset, orderedAt);
    }

    /** Who calls the provider for it. */
    Caller caller(boolean lastAttempt) {
        String link = code.getLink();
        return link == null ? Caller.client(code.getClient() + "", lastAttempt) : Caller.link(link, lastAttempt);
    }

    /** The code inside is sealed, yet nothing of it needs to be printed. */
    @Override
    public String toString() {
        return "Consent[" + id() + "]";
    }
}
