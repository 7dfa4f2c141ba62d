package io.tokenkeep.console.edit;

import io.tokenkeep.avro.AuditEntry;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.kit.broker.RecordPublisher;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Future;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Writes who asked for which change. A change is made only after Kafka has acknowledged its entry. Thread-safe. */
public final class AuditLog {

    private final RecordPublisher publisher;
    private final InstantSource clock;

    public AuditLog(RecordPublisher publisher, InstantSource clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    /**
     * Writes one entry.
     *
     * @param subject what is changed, as in {@code clients/7}
     * @param detail no name of a person and no secret
     */
    public Future<Void> add(ApiRequest request, String changeId, String subject, @Nullable String detail) {
        AuditEntry entry = new AuditEntry(
                changeId,
                clock.instant(),
                request.caller().keyId(),
                request.caller().name(),
                request.operation(),
                subject,
                detail);
        return publisher.publish(Topics.CONSOLE_AUDIT.record(subject, entry));
    }
}
