package io.tokenkeep.exchange.lane;

import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.DeadLetter;
import io.vertx.core.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sets a record aside that nobody can read, and goes on. */
public final class UnreadableJob implements Job {

    /** Below what a producer sends at most (1 MiB by default), with room for the headers. */
    private static final int MOST_BYTES = 1_000_000;

    private final ConsumerRecord<byte[], byte[]> record;
    private final String reason;
    private final Publishing publishing;

    public UnreadableJob(ConsumerRecord<byte[], byte[]> record, String reason, Publishing publishing) {
        this.record = record;
        this.reason = reason;
        this.publishing = publishing;
    }

    /** Its key may be anything, so it stands for itself. */
    @Override
    public String key() {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    @Override
    public Future<Verdict> attempt() {
        return publishing
                .acknowledged(fits() ? DeadLetter.of(record, reason) : withoutContent())
                .map(Verdict.DONE);
    }

    private boolean fits() {
        return Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize()) <= MOST_BYTES;
    }

    /** A letter too large to be sent would be sent for ever; its headers say where the record stands. */
    private ProducerRecord<byte[], byte[]> withoutContent() {
        return new ProducerRecord<>(
                Topics.DEAD_LETTERS_NAME,
                null,
                (byte[]) null,
                null,
                DeadLetter.headers(
                        record.topic(), record.partition(), record.offset(), reason + "; too large to be kept here"));
    }
}
