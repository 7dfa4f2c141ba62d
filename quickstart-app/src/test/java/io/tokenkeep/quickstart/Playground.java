package io.tokenkeep.quickstart;

import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import io.tokenkeep.sandbox.kafka.LocalPorts;
import io.tokenkeep.simulator.Simulator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** A quickstart in this JVM on free ports, for a test to play with. */
final class Playground implements AutoCloseable {

    private static final Duration STOP = Duration.ofSeconds(20);

    private final Quickstart quickstart;
    private final Quickstart.Started started;
    private final Options.Ports ports;
    private final ByteArrayOutputStream output;

    private Playground(
            Quickstart quickstart, Quickstart.Started started, Options.Ports ports, ByteArrayOutputStream output) {
        this.quickstart = quickstart;
        this.started = started;
        this.ports = ports;
        this.output = output;
    }

    static Playground start(@Nullable Duration lifetime, @Nullable Path data) throws Exception {
        Options.Ports ports = freePorts();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Quickstart quickstart = new Quickstart(
                new Options(ports, 0, List.of(MetaDescriptions.THREADS), lifetime, false, data),
                new PrintStream(output, true, StandardCharsets.UTF_8));
        try {
            return new Playground(quickstart, quickstart.start(Optional.empty()), ports, output);
        } catch (Exception e) {
            quickstart.close(STOP);
            throw e;
        }
    }

    Quickstart.Started started() {
        return started;
    }

    Simulator simulator() {
        return started.simulator().orElseThrow();
    }

    OutsideReader reader() {
        return started.reader().orElseThrow();
    }

    Visitors visitors() {
        return started.visitors().orElseThrow();
    }

    URI web(String path) {
        return URI.create("http://localhost:" + ports.web() + path);
    }

    ConsoleAccess console() {
        return started.services().console();
    }

    URI management(String path) {
        return URI.create("http://localhost:" + ports.management() + path);
    }

    /** The keys of all records that lie on a topic now. */
    List<String> keysOn(String topic) {
        return keysOn(started.kafka().bootstrapServers(), topic);
    }

    /** The keys of all records that lie on a topic of that broker now. */
    static List<String> keysOn(String bootstrapServers, String topic) {
        List<String> keys = new ArrayList<>();
        readAll(bootstrapServers, topic, (key, value) -> keys.add(key));
        return keys;
    }

    /** Every record that lies on a topic now: its key, and whether it has a value. */
    void lastValuesOn(String topic, BiConsumer<String, Boolean> record) {
        readAll(topic, (key, value) -> record.accept(key, value != null));
    }

    /** Every record that lies on a topic now: its key and its value, which may be null. */
    void readAll(String topic, BiConsumer<String, byte @Nullable []> record) {
        readAll(started.kafka().bootstrapServers(), topic, record);
    }

    /** Every record that lies on a topic of that broker now: its key and its value, which may be null. */
    static void readAll(String bootstrapServers, String topic, BiConsumer<String, byte @Nullable []> record) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(each -> record.accept(each.key(), each.value()));
            }
        }
    }

    /** What the live view has said so far. */
    String output() {
        return output.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        quickstart.close(STOP);
    }

    static Options.Ports freePorts() {
        List<Integer> free = freePorts(5);
        return new Options.Ports(free.get(0), free.get(1), free.get(2), free.get(3), free.get(4));
    }

    /** Different ports that were free a moment ago, outside the range that outgoing connections take theirs from. */
    static List<Integer> freePorts(int count) {
        RandomGenerator random = new SecureRandom();
        return Stream.generate(() -> LocalPorts.free(random))
                .distinct()
                .limit(count)
                .toList();
    }
}
