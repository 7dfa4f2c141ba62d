package io.tokenkeep.benchmarks.exchange;

import io.tokenkeep.benchmarks.Child;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The common part of floor and peers: exchange-worker's settings, a producer, and the child process. */
public record BareProgram(Properties settings) {

    /** Runs on a thread of its own until the process that started this one has ended. */
    public static void run(String[] arguments, Consumer<BareProgram> program) throws IOException {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(arguments[0]))) {
            settings.load(reader);
        }
        Thread thread = new Thread(() -> program.accept(new BareProgram(settings)), "bare");
        thread.setDaemon(true);
        thread.start();
        Child.serve("");
        System.exit(0);
    }

    /** The largest number of codes in progress. */
    public int most() {
        return Integer.parseInt(settings.getProperty("codes.concurrency"));
    }

    /** A consumer's settings. */
    public Map<String, Object> consumer() {
        return Map.of(
                "bootstrap.servers", bootstrap(), "group.id", "exchange-benchmark", "auto.offset.reset", "earliest");
    }

    public Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap(), "acks", "all", "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private String bootstrap() {
        return settings.getProperty("bootstrap.servers");
    }
}
