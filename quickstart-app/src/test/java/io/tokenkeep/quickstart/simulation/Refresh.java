package io.tokenkeep.quickstart.simulation;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.refresh.RefreshConfig;
import io.tokenkeep.refresh.RefreshProviders;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import io.tokenkeep.refresh.stream.AbortedTransactions;
import io.tokenkeep.refresh.stream.RefreshMetrics;
import io.tokenkeep.refresh.stream.RefreshTopology;
import io.tokenkeep.refresh.stream.TaskParts;
import io.tokenkeep.topic.Topic;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/**
 * refresh-worker's topology as it is, one task of it, in Kafka's own driver of topologies. What it reads is dated by the
 * clock of the simulation; ticks come when the test lets time pass. The test's thread alone uses it.
 */
final class Refresh implements AutoCloseable {

    private static final List<String> READ =
            List.of(Topics.TOKENS.name(), Topics.REFRESH_OUTCOMES.name(), Topics.ACCOUNT_COMMANDS.name());
    private static final List<String> WRITTEN = List.of(
            Topics.REFRESH_COMMANDS.name(),
            Topics.ACCOUNT_STATUS.name(),
            Topics.ACCOUNT_EVENTS.name(),
            Topics.DEAD_LETTERS_NAME);
    /** The driver keeps what nobody reads, above all the changelogs. */
    private static final int SWEPT_EVERY = 1000;

    private final InstantSource clock;
    private final TopologyTestDriver driver;
    private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
    private final Map<String, TestOutputTopic<byte[], byte[]>> outputs = new HashMap<>();
    private int sinceSweep;

    Refresh(RefreshConfig config, InstantSource clock) {
        this.clock = clock;
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.instance().applicationId());
        settings.put(
                StreamsConfig.STATE_DIR_CONFIG,
                config.instance().stateDirectory().toString());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        TaskParts parts = new TaskParts(
                new RefreshPolicy(config.policy(), RefreshProviders.DEFAULT),
                config.budget(),
                partition -> next -> true,
                new AbortedTransactions(),
                new RefreshMetrics(new SimpleMeterRegistry(), clock),
                // Time stands still during a tick, or how busy the machine is would decide what a tick does.
                () -> 0,
                0,
                TopicNames.WITHOUT_PREFIX);
        driver = new TopologyTestDriver(RefreshTopology.of(parts), settings, clock.instant());
        READ.forEach(topic -> inputs.put(
                topic, driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())));
        WRITTEN.forEach(topic -> outputs.put(topic, output(topic)));
    }

    /** Lets it read a record that is written now. One of a topic it does not read is not for it. */
    void read(ProducerRecord<byte[], byte[]> record) {
        TestInputTopic<byte[], byte[]> input = inputs.get(record.topic());
        if (input != null) {
            input.pipeInput(record.key(), record.value(), clock.instant());
            sweep();
        }
    }

    /** Its clock follows that of the simulation; one tick at most comes, at the end. */
    void tick(Duration step) {
        driver.advanceWallClockTime(step);
    }

    List<ProducerRecord<byte[], byte[]>> commands() {
        return drain(Topics.REFRESH_COMMANDS.name());
    }

    List<AccountStatus> statuses() {
        return decoded(drain(Topics.ACCOUNT_STATUS.name()), Topics.ACCOUNT_STATUS);
    }

    List<AccountEvent> events() {
        return decoded(drain(Topics.ACCOUNT_EVENTS.name()), Topics.ACCOUNT_EVENTS);
    }

    /** Records it could not read. */
    long deadLetters() {
        return Objects.requireNonNull(outputs.get(Topics.DEAD_LETTERS_NAME)).getQueueSize();
    }

    private List<ProducerRecord<byte[], byte[]>> drain(String topic) {
        TestOutputTopic<byte[], byte[]> output = Objects.requireNonNull(outputs.get(topic), topic);
        List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>();
        while (!output.isEmpty()) {
            TestRecord<byte[], byte[]> record = output.readRecord();
            all.add(new ProducerRecord<>(topic, record.key(), record.value()));
        }
        return all;
    }

    private void sweep() {
        if (sinceSweep++ < SWEPT_EVERY) {
            return;
        }
        sinceSweep = 0;
        Set.copyOf(driver.producedTopicNames()).stream()
                .filter(topic -> !WRITTEN.contains(topic))
                .forEach(topic -> output(topic).readRecordsToList());
    }

    private TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    static <V extends SpecificRecord> List<V> decoded(List<ProducerRecord<byte[], byte[]>> records, Topic<V> topic) {
        List<V> values = new ArrayList<>();
        records.forEach(record -> values.add(decoded(record, topic)));
        return values;
    }

    static <V extends SpecificRecord> V decoded(ProducerRecord<byte[], byte[]> record, Topic<V> topic) {
        try {
            return topic.codec().decode(record.value());
        } catch (UnreadableRecordException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        driver.close();
    }
}
