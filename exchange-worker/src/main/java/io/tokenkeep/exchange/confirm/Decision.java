package io.tokenkeep.exchange.confirm;

import io.tokenkeep.avro.ConsentDecision;
import io.tokenkeep.avro.ConsentDecisionKind;
import java.time.Instant;

/**
 * A decision about a held consent.
 *
 * @param partition the partition of its record, and so of the held consent's
 * @param orderedAt the broker's time of its record
 */
record Decision(ConsentDecision record, int partition, Instant orderedAt) {

    String consentId() {
        return record.getAuthorizationId();
    }

    ConsentDecisionKind kind() {
        return record.getKind();
    }
}
