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

/** What the floor and the peers have in common: exchange-worker's settings, a producer, and a life as a child process. */
public record BareProgram(Properties settings) {

    /** Runs on a thread of its own until whoever started the process is gone. */
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

    /** The most codes in work at a time. */
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
