package io.tokenkeep.exchange.code;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenkeep.account.RecordCheck;
import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.exchange.consent.Consent;
import io.tokenkeep.exchange.kafka.Delivery;
import io.tokenkeep.exchange.lane.Job;
import io.tokenkeep.exchange.lane.UnreadableJob;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.time.Instant;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes the job of a record of {@code authorization-codes}. */
final class CodeJobs implements Function<Delivery, Job> {

    private final CodeContext shared;

    CodeJobs(CodeContext shared) {
        this.shared = shared;
    }

    @Override
    public Job apply(Delivery delivery) {
        ConsumerRecord<byte[], byte[]> record = delivery.record();
        try {
            byte[] value = record.value();
            if (value == null) {
                throw new UnreadableRecordException("no value");
            }
            AuthorizationCode code = Topics.AUTHORIZATION_CODES.codec().decode(value);
            if (record.key() == null || !code.getAuthorizationId().equals(new String(record.key(), UTF_8))) {
                throw new UnreadableRecordException("key and authorizationId differ");
            }
            Instant readAt = Instant.ofEpochMilli(record.timestamp());
            String problem = RecordCheck.problem(
                    code, RecordCheck.readAt(record, shared.consents().clock()));
            if (problem != null) {
                throw new UnreadableRecordException(problem);
            }
            Consent consent = new Consent(code, record.partition(), record.offset(), readAt);
            return new CodeJob(shared, consent, delivery.ownership());
        } catch (UnreadableRecordException e) {
            return new UnreadableJob(
                    record, String.valueOf(e.getMessage()), shared.consents().publishing());
        }
    }
}
