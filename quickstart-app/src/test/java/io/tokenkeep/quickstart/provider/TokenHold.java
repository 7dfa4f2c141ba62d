package io.tokenkeep.quickstart.provider;

import io.tokenkeep.topic.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Holds back the records of {@code tokens} in a producer while a file exists, so that its process can be killed before them. */
public final class TokenHold implements ProducerInterceptor<byte[], byte[]> {

    private static final String FILE = "test.token.hold";

    private Path file = Path.of("");

    /** The settings of a producer that holds tokens back. */
    static Map<String, String> settings(Path file) {
        return Map.of(
                "kafka.producer.interceptor.classes",
                TokenHold.class.getName(),
                "kafka.producer." + FILE,
                file.toString());
    }

    @Override
    public void configure(Map<String, ?> settings) {
        file = Path.of(String.valueOf(settings.get(FILE)));
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
        while (record.topic().equals(Topics.TOKENS.name()) && Files.exists(file)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        return record;
    }

    @Override
    public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception failure) {}

    @Override
    public void close() {}
}
