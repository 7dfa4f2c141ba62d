package io.tokenkeep.exchange.lane;

import io.tokenkeep.wire.DeadLetter;
import io.vertx.core.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Writes an unreadable record to {@code dead-letters}. */
public final class UnreadableJob implements Job {

    private final ConsumerRecord<byte[], byte[]> record;
    private final String reason;
    private final Publishing publishing;

    public UnreadableJob(ConsumerRecord<byte[], byte[]> record, String reason, Publishing publishing) {
        this.record = record;
        this.reason = reason;
        this.publishing = publishing;
    }

    /** The record's key may be anything, so the job has a key of its own. */
    @Override
    public String key() {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    @Override
    public String app() {
        return "";
    }

    @Override
    public long callNanos() {
        return 0;
    }

    @Override
    public Future<JobResult> attempt(Permit permit) {
        return publishing
                .acknowledged(DeadLetter.of(record, reason))
                .recover(failure -> Publishing.isTooLarge(failure)
                        ? publishing.acknowledged(DeadLetter.placeOf(record, reason))
                        : Future.failedFuture(failure))
                .map(JobResult.DONE);
    }
}
