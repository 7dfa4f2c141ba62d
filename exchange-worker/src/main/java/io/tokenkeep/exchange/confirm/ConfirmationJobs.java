package io.tokenkeep.exchange.confirm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenkeep.account.RecordCheck;
import io.tokenkeep.avro.ConsentDecision;
import io.tokenkeep.avro.ConsentDecisionKind;
import io.tokenkeep.exchange.kafka.Delivery;
import io.tokenkeep.exchange.lane.Job;
import io.tokenkeep.exchange.lane.UnreadableJob;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.time.Instant;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes the job of a record of {@code consent-decisions}. */
final class ConfirmationJobs implements Function<Delivery, Job> {

    private final ConfirmationContext shared;

    ConfirmationJobs(ConfirmationContext shared) {
        this.shared = shared;
    }

    @Override
    public Job apply(Delivery delivery) {
        ConsumerRecord<byte[], byte[]> record = delivery.record();
        try {
            Instant readAt = RecordCheck.readAt(record, shared.consents().clock());
            Decision decision = new Decision(read(record, readAt), record.partition(), readAt);
            if (decision.kind() == ConsentDecisionKind.ERASE) {
                shared.held().erased(decision.partition(), decision.consentId());
            }
            return new ConfirmationJob(shared, decision, delivery.ownership());
        } catch (UnreadableRecordException e) {
            return new UnreadableJob(
                    record, String.valueOf(e.getMessage()), shared.consents().publishing());
        }
    }

    private static ConsentDecision read(ConsumerRecord<byte[], byte[]> record, Instant readAt)
            throws UnreadableRecordException {
        byte[] value = record.value();
        if (value == null || record.key() == null) {
            throw new UnreadableRecordException("no key or no value");
        }
        ConsentDecision decision = Topics.CONSENT_DECISIONS.codec().decode(value);
        if (!decision.getAuthorizationId().equals(new String(record.key(), UTF_8))) {
            throw new UnreadableRecordException("key and authorizationId differ");
        }
        if (decision.getKind() == ConsentDecisionKind.UNKNOWN) {
            throw new UnreadableRecordException("a decision of a newer version");
        }
        String problem = RecordCheck.problem(decision, readAt);
        if (problem != null) {
            throw new UnreadableRecordException(problem);
        }
        return decision;
    }
}
