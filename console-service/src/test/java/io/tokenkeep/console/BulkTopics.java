package io.tokenkeep.console;

import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.ActionResult;
import io.tokenkeep.avro.AuditEntry;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.console.account.TestStatus;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The commands of bulk actions, and the answers to them, as refresh-worker sees and writes them. */
final class BulkTopics {

    private final TestTopics topics;
    private final TopicNames names;

    BulkTopics(LocalKafka kafka) {
        this(kafka, "");
    }

    BulkTopics(LocalKafka kafka, String prefix) {
        this.topics = new TestTopics(kafka);
        this.names = new TopicNames(prefix);
    }

    void write(ProducerRecord<byte[], byte[]> record) {
        topics.write(names.onCluster(record));
    }

    /** All that were written for this bulk action, repeated ones too. */
    List<AccountCommand> commands(String bulkId) {
        return topics.read(names.onCluster(Topics.ACCOUNT_COMMANDS.name())).stream()
                .map(BulkTopics::command)
                .filter(command -> command.getRequestId().startsWith(bulkId + "."))
                .toList();
    }

    /** Waits until the commands of so many accounts were written. */
    void awaitCommands(String bulkId, int accounts) {
        await().atMost(TestConsole.LIMIT)
                .until(() -> commands(bulkId).stream()
                                .map(AccountCommand::getRequestId)
                                .distinct()
                                .count()
                        >= accounts);
    }

    /** The operations that the audit has about this bulk action. */
    List<String> audited(String bulkId) throws UnreadableRecordException {
        List<String> operations = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : topics.read(names.onCluster(Topics.CONSOLE_AUDIT.name()))) {
            AuditEntry entry = Topics.CONSOLE_AUDIT.codec().decode(record.value());
            if (entry.getSubject().equals("bulk-actions/" + bulkId)) {
                operations.add(entry.getOperation());
            }
        }
        return operations;
    }

    void answer(String requestId, ActionResult result, FailureClass failureClass) {
        write(Topics.ACCOUNT_EVENTS.record(
                "threads-main:any",
                AccountEvent.newBuilder()
                        .setEventId(requestId)
                        .setAccount("threads-main:any")
                        .setKind(EventKind.ACTION_ENDED)
                        .setAt(TestStatus.CHANGED)
                        .setFailureClass(failureClass)
                        .setOrderedAt(TestStatus.CHANGED)
                        .setSequence(1)
                        .setRequestId(requestId)
                        .setActionResult(result)
                        .build()));
    }

    private static AccountCommand command(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Topics.ACCOUNT_COMMANDS.codec().decode(record.value());
        } catch (UnreadableRecordException e) {
            throw new AssertionError("an unreadable command", e);
        }
    }
}
