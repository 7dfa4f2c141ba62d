package io.tokenkeep.refresh;

import io.tokenkeep.kit.kafka.ReadFailures;
import io.tokenkeep.kit.kafka.ReportingConsumer;
import io.tokenkeep.refresh.stream.AbortedTransactions;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The clients of Streams. Its consumers report which record does not fit into memory, and its producers commit
 * nothing of a task whose writes were aborted.
 */
final class StreamsClients implements KafkaClientSupplier {

    private final ReadFailures failures;
    private final AbortedTransactions aborted;

    StreamsClients(ReadFailures failures, AbortedTransactions aborted) {
        this.failures = failures;
        this.aborted = aborted;
    }

    @Override
    public Admin getAdmin(Map<String, Object> settings) {
        return Admin.create(settings);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> settings) {
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public void beginTransaction() {
                aborted.begins();
                super.beginTransaction();
            }

            @Override
            public void abortTransaction() {
                aborted.aborts();
                super.abortTransaction();
            }
        };
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
        return new ReportingConsumer(settings, failures);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> settings) {
        return new ReportingConsumer(settings, failures);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> settings) {
        return new ReportingConsumer(settings, failures);
    }
}
