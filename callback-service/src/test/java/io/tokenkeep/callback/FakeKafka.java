package io.tokenkeep.callback;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.DataDeletion;
import io.tokenkeep.kit.broker.RecordPublisher;
import io.tokenkeep.topic.Topic;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A Kafka that answers as it is told, record by record, and else acknowledges. Any thread may use it. */
final class FakeKafka implements RecordPublisher {

    private final List<ProducerRecord<byte[], byte[]>> records = new CopyOnWriteArrayList<>();
    private final Queue<Future<Void>> answers = new ConcurrentLinkedQueue<>();

    @Override
    public Future<Void> publish(ProducerRecord<byte[], byte[]> record) {
        records.add(record);
        Future<Void> answer = answers.poll();
        return answer == null ? Future.succeededFuture() : answer;
    }

    void nextAnswer(Future<Void> answer) {
        answers.add(answer);
    }

    /** What was offered, in its order. */
    List<String> topics() {
        return records.stream().map(ProducerRecord::topic).toList();
    }

    List<String> keys() {
        return records.stream()
                .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                .toList();
    }

    List<AccountCommand> commands() {
        return values(Topics.ACCOUNT_COMMANDS);
    }

    List<DataDeletion> deletions() {
        return values(Topics.DATA_DELETIONS);
    }

    private <V extends SpecificRecord> List<V> values(Topic<V> topic) {
        return records.stream()
                .filter(record -> record.topic().equals(topic.name()))
                .map(record -> {
                    try {
                        return topic.codec().decode(record.value());
                    } catch (UnreadableRecordException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }
}
