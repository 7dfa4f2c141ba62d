package io.tokenkeep.console.confirm;

import io.tokenkeep.avro.ConsentDecision;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.edit.AuditLog;
import io.tokenkeep.kit.broker.RecordPublisher;
import io.tokenkeep.kit.table.NotReadBackException;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Writes decisions about consents, each with its entry in the audit before it. Thread-safe. */
public final class DecisionWriter {

    private final Vertx vertx;
    private final ConsentDecisions decisions;
    private final RecordPublisher publisher;
    private final AuditLog audit;
    private final Duration readBack;

    /** @param readBack how long an acknowledged decision may take until it is read; then the write fails */
    public DecisionWriter(
            Vertx vertx, ConsentDecisions decisions, RecordPublisher publisher, AuditLog audit, Duration readBack) {
        this.vertx = vertx;
        this.decisions = decisions;
        this.publisher = publisher;
        this.audit = audit;
        this.readBack = readBack;
    }

    /**
     * Succeeds once this instance has read the decision back; only then it is known which decision counts. Fails with
     * {@link io.tokenkeep.kit.broker.NotPublishedException} or {@link NotReadBackException}, after which the decision may still take
     * effect.
     */
    public Future<Void> write(ApiRequest request, ConsentDecision decision) {
        String id = decision.getAuthorizationId();
        String decisionId = decision.getDecisionId();
        return audit.add(
                        request,
                        decisionId,
                        "confirmations/" + id,
                        decision.getKind().name())
                .compose(audited -> decisions
                        .readBack()
                        .write(vertx, publisher, Topics.CONSENT_DECISIONS.record(id, decision), decisionId, readBack));
    }
}
