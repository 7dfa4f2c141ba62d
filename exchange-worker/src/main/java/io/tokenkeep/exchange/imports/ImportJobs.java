package io.tokenkeep.exchange.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenkeep.account.RecordCheck;
import io.tokenkeep.avro.TokenImport;
import io.tokenkeep.exchange.kafka.Delivery;
import io.tokenkeep.exchange.lane.Job;
import io.tokenkeep.exchange.lane.UnreadableJob;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.time.Instant;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes the job of a record of {@code token-imports}. */
final class ImportJobs implements Function<Delivery, Job> {

    private final ImportContext shared;

    ImportJobs(ImportContext shared) {
        this.shared = shared;
    }

    @Override
    public Job apply(Delivery delivery) {
        ConsumerRecord<byte[], byte[]> record = delivery.record();
        try {
            Instant readAt = RecordCheck.readAt(record, shared.clock());
            return new ImportJob(shared, read(record, readAt), readAt, delivery.ownership());
        } catch (UnreadableRecordException e) {
            return new UnreadableJob(record, String.valueOf(e.getMessage()), shared.publishing());
        }
    }

    private static TokenImport read(ConsumerRecord<byte[], byte[]> record, Instant readAt)
            throws UnreadableRecordException {
        byte[] value = record.value();
        if (value == null || record.key() == null) {
            throw new UnreadableRecordException("no key or no value");
        }
        TokenImport row = Topics.TOKEN_IMPORTS.codec().decode(value);
        if (!row.getRowId().equals(new String(record.key(), UTF_8))) {
            throw new UnreadableRecordException("key and rowId differ");
        }
        String problem = RecordCheck.problem(row, readAt);
        if (problem != null) {
            throw new UnreadableRecordException(problem);
        }
        return row;
    }
}
