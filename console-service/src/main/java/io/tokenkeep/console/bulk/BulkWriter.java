package io.tokenkeep.console.bulk;

import io.tokenkeep.avro.BulkRecord;
import io.tokenkeep.avro.BulkStep;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.edit.AuditLog;
import io.tokenkeep.kit.broker.RecordPublisher;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** Writes the records of bulk actions. Thread-safe. */
public final class BulkWriter {

    private static final int ID_BYTES = 12;

    private final Vertx vertx;
    private final BulkActions bulks;
    private final RecordPublisher publisher;
    private final AuditLog audit;
    private final Duration readBack;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** @param readBack how long an acknowledged record may take until it is read; then the write fails */
    public BulkWriter(
            Vertx vertx,
            BulkActions bulks,
            RecordPublisher publisher,
            AuditLog audit,
            Duration readBack,
            InstantSource clock,
            RandomGenerator random) {
        this.vertx = vertx;
        this.bulks = bulks;
        this.publisher = publisher;
        this.audit = audit;
        this.readBack = readBack;
        this.clock = clock;
        this.random = random;
    }

    /** A record of this instance and moment. */
    BulkRecord.Builder step(String bulkId, BulkStep step) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return BulkRecord.newBuilder()
                .setBulkId(bulkId)
                .setStep(step)
                .setChangeId(Base64.getUrlEncoder().withoutPadding().encodeToString(id))
                .setAt(clock.instant());
    }

    /** Writes the audit's entry and then the record. Succeeds and fails as {@link #write}. */
    Future<Void> write(ApiRequest request, BulkRecord record, String detail) {
        return audit.add(request, record.getChangeId(), "bulk-actions/" + record.getBulkId(), detail)
                .compose(audited -> write(record));
    }

    /** Succeeds and fails as {@link io.tokenkeep.console.edit.ReadBack#write}. */
    Future<Void> write(BulkRecord record) {
        return bulks.readBack()
                .write(
                        vertx,
                        publisher,
                        Topics.BULK_ACTIONS.record(record.getBulkId(), record),
                        record.getChangeId(),
                        readBack);
    }

    /** Succeeds when Kafka has acknowledged the record. */
    Future<Void> publish(BulkRecord record) {
        return publisher.publish(Topics.BULK_ACTIONS.record(record.getBulkId(), record));
    }
}
