package io.tokenkeep.console.confirm;

import io.tokenkeep.avro.ConsentDecision;
import io.tokenkeep.avro.ConsentDecisionKind;
import io.tokenkeep.kit.consent.DecisionRule;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.table.Position;
import io.tokenkeep.topic.Topics;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A decision about a consent, as it was read.
 *
 * @param by the id of the API key; null if a service decided
 */
record Decided(ConsentDecisionKind kind, @Nullable String by, Instant at, RecordPlace place) {

    static Decided of(ConsentDecision decision, RecordPlace place) {
        return new Decided(decision.getKind(), decision.getDecidedBy(), decision.getDecidedAt(), place);
    }

    boolean appliesTo(WaitingConsent consent) {
        return DecisionRule.applies(kind, place.writtenAt(), consent.until());
    }

    boolean isOfTheAgency() {
        return kind == ConsentDecisionKind.CONFIRM || kind == ConsentDecisionKind.REFUSE;
    }

    Position position() {
        return new Position(Topics.CONSENT_DECISIONS.name(), place.partition(), place.offset());
    }
}
