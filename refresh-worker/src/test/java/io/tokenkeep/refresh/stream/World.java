package io.tokenkeep.refresh.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.DataDeletion;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.LostPage;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.RefreshWorkerLink;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.Fixtures;
import io.tokenkeep.refresh.RefreshProviders;
import io.tokenkeep.refresh.policy.PolicyConfig;
import io.tokenkeep.refresh.policy.ProviderFeatures;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import io.tokenkeep.topic.Topic;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** One task in a world whose clock a test moves: everything it reads is dated now, and what it writes is kept. */
final class World implements AutoCloseable {

    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    static final Duration TICK_TIME = Duration.ofSeconds(1);
    static final StartGate OPEN = partition -> next -> true;

    /** A provider that gives refresh tokens, which none of Meta's does. */
    static final String WITH_REFRESH_TOKENS = "plain-oauth";

    private static final ProviderFeatures FEATURES =
            new ProviderFeatures(RefreshProviders.DEFAULT.pages(), Set.of(WITH_REFRESH_TOKENS));

    private static final List<String> MISSING = List.of("plan", "due", "backlog");

    private final TopologyTestDriver driver;
    private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
    private final TestOutputTopic<String, byte[]> commands;
    private final TestOutputTopic<String, byte[]> events;
    private final TestOutputTopic<String, byte[]> statuses;
    private final TestOutputTopic<String, byte[]> deadLetters;
    private final TestOutputTopic<String, byte[]> links;
    private final Map<String, @Nullable AccountStatus> status = new HashMap<>();
    private int statusChanges;
    private boolean isSpoiled;
    private Instant now = START;
    private long nanoTime;
    private long nanosPerLook;
    private final WorldMeters meters = new WorldMeters(() -> now);

    World(Path directory) {
        this(directory, PolicyConfig.DEFAULT, OPEN);
    }

    World(Path directory, PolicyConfig config, StartGate gate) {
        this(directory, config, gate, 0);
    }

    /** {@code partitions}: 1 for a world that keeps its logs in motion. */
    World(Path directory, PolicyConfig config, StartGate gate, int partitions) {
        this(directory, config, gate, partitions, 100_000);
    }

    /** {@code outstanding}: how many commands may be without an answer at least; usually many, as few tests give any. */
    World(Path directory, PolicyConfig config, StartGate gate, int partitions, int outstanding) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "world");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        TickBudget budget = new TickBudget(Duration.ofSeconds(1), 500, TICK_TIME, 50, outstanding);
        TaskParts parts = new TaskParts(
                new RefreshPolicy(config, FEATURES),
                budget,
                gate,
                new AbortedTransactions(),
                meters.metrics(),
                this::look,
                partitions,
                TopicNames.WITHOUT_PREFIX);
        driver = new TopologyTestDriver(RefreshTopology.of(parts), settings, START);
        Inputs.TOPICS.forEach(topic -> inputs.put(
                topic, driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())));
        commands = output(Topics.REFRESH_COMMANDS.name());
        events = output(Topics.ACCOUNT_EVENTS.name());
        statuses = output(Topics.ACCOUNT_STATUS.name());
        deadLetters = output(Topics.DEAD_LETTERS_NAME);
        links = output(Topics.REFRESH_WORKER_LINKS.name());
    }

    Instant now() {
        return now;
    }

    /** From now on the time that a tick measures itself by moves this far with each look at it. */
    World eachLookTakes(Duration time) {
        nanosPerLook = time.toNanos();
        return this;
    }

    WorldMeters meters() {
        return meters;
    }

    /** Lets time pass with a tick at the end. */
    World pass(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
        return this;
    }

    /** Lets time pass until then, with a tick after each step, until a command comes. */
    World passUntilCommand(Duration step, Duration most) {
        Instant end = now.plus(most);
        while (commands.isEmpty()) {
            assertThat(now).as("no command until").isBefore(end);
            pass(step);
        }
        return this;
    }

    World read(Token token) {
        return read(token, now);
    }

    World read(Token token, Instant at) {
        return pipe(Topics.TOKENS, token.getApp() + ":" + token.getAccountId(), token, at);
    }

    World readNull(String key) {
        return pipe(Topics.TOKENS, key, null, now);
    }

    World read(RefreshOutcome outcome) {
        return pipe(Topics.REFRESH_OUTCOMES, outcome.getAccount(), outcome, now);
    }

    World accountCommand(AccountCommandKind kind) {
        return accountCommand(kind, now);
    }

    World accountCommand(String key, AccountCommandKind kind) {
        return pipe(Topics.ACCOUNT_COMMANDS, key, Fixtures.accountCommand(key, kind, now), now);
    }

    World accountCommand(AccountCommandKind kind, Instant at) {
        return pipe(Topics.ACCOUNT_COMMANDS, Fixtures.KEY, Fixtures.accountCommand(Fixtures.KEY, kind, at), at);
    }

    World answer(RefreshCommand command, RefreshResult result, FailureClass why) {
        return read(Fixtures.outcome(command, result, why, now));
    }

    World refuse(RefreshCommand command) {
        return answer(command, RefreshResult.REFUSED, FailureClass.REAUTHORIZE);
    }

    World raw(String topic, byte @Nullable [] key, byte @Nullable [] value) {
        input(topic).pipeInput(key, value, now);
        return this;
    }

    /** The one command that was given since the last look. */
    RefreshCommand command(CommandKind kind) {
        List<RefreshCommand> given = commands();
        assertThat(given).hasSize(1);
        assertThat(given.get(0).getKind()).isEqualTo(kind);
        return given.get(0);
    }

    List<RefreshCommand> commands() {
        return OutputRecords.drain(commands, Topics.REFRESH_COMMANDS);
    }

    /** What happened since the last look, without the answers to account commands. */
    List<EventKind> events() {
        return allEvents().stream()
                .map(AccountEvent::getKind)
                .filter(kind -> kind != EventKind.ACTION_ENDED)
                .toList();
    }

    /** The answers to account commands since the last look, as {@code <requestId> <result>}. */
    List<String> actions() {
        return allEvents().stream()
                .filter(event -> event.getKind() == EventKind.ACTION_ENDED)
                .map(event -> event.getRequestId() + ' ' + event.getActionResult())
                .toList();
    }

    /** Somebody wants this done about the account. */
    World request(String requestId, AccountCommandKind kind) {
        return request(Fixtures.KEY, requestId, kind, false);
    }

    /** The same behind everything that is due. */
    World requestBehindDue(String key, String requestId, AccountCommandKind kind) {
        return request(key, requestId, kind, true);
    }

    private World request(String key, String requestId, AccountCommandKind kind, boolean behindDue) {
        return accountCommand(AccountCommand.newBuilder(Fixtures.accountCommand(key, kind, now))
                .setRequestId(requestId)
                .setBehindDue(behindDue)
                .build());
    }

    List<AccountEvent> allEvents() {
        return OutputRecords.drain(events, Topics.ACCOUNT_EVENTS);
    }

    AccountStatus status() {
        return status(Fixtures.KEY);
    }

    AccountStatus status(String key) {
        readStatuses();
        return Objects.requireNonNull(status.get(key), "no status");
    }

    /** What accounts said to each other since the last look, last word by whom it was for; a null took it back. */
    Map<String, @Nullable RefreshWorkerLink> links() {
        Map<String, @Nullable RefreshWorkerLink> said = new HashMap<>();
        links.readKeyValuesToList()
                .forEach(record -> said.put(
                        record.key,
                        record.value == null ? null : OutputRecords.decode(Topics.REFRESH_WORKER_LINKS, record.value)));
        return said;
    }

    List<DataDeletion> deletions() {
        return OutputRecords.drain(output(Topics.DATA_DELETIONS.name()), Topics.DATA_DELETIONS);
    }

    List<LostPage> lostPages() {
        return OutputRecords.drain(output(Topics.LOST_PAGES.name()), Topics.LOST_PAGES);
    }

    World accountCommand(AccountCommand accountCommand) {
        return accountCommand(accountCommand, now);
    }

    World accountCommand(AccountCommand accountCommand, Instant at) {
        return pipe(Topics.ACCOUNT_COMMANDS, accountCommand.getAccount(), accountCommand, at);
    }

    boolean hasStatus() {
        readStatuses();
        return status.get(Fixtures.KEY) != null;
    }

    /** The keys that a status was written or taken back for, since the last look. */
    List<String> statusKeys() {
        return statuses.readKeyValuesToList().stream().map(record -> record.key).toList();
    }

    /** How often a status was written since the last look. */
    int statusChanges() {
        readStatuses();
        int changes = statusChanges;
        statusChanges = 0;
        return changes;
    }

    /** The keys of a store's records, without the stamp that each store has. */
    List<String> stored(String store) {
        KeyValueStore<Bytes, byte[]> records = driver.getKeyValueStore(store);
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = records.range(null, StoreStamps.LAST_KEY)) {
            all.forEachRemaining(record -> keys.add(new String(record.key.get(), StandardCharsets.UTF_8)));
        }
        return keys;
    }

    /** A store, to be spoiled by hand: from then on something may be found missing. */
    KeyValueStore<Bytes, byte[]> spoiled(String store) {
        isSpoiled = true;
        return driver.getKeyValueStore(store);
    }

    List<TestRecord<String, byte[]>> deadLetters() {
        return deadLetters.readRecordsToList();
    }

    @Override
    public void close() {
        driver.close();
        if (!isSpoiled) {
            assertThat(MISSING).as("nothing was to be mended").allMatch(missing -> meters.mended(missing) == 0);
        }
    }

    private long look() {
        nanoTime += nanosPerLook;
        return nanoTime;
    }

    private TestInputTopic<byte[], byte[]> input(String topic) {
        return Objects.requireNonNull(inputs.get(topic), topic);
    }

    private void readStatuses() {
        for (KeyValue<String, byte[]> record : statuses.readKeyValuesToList()) {
            status.put(
                    record.key,
                    record.value == null ? null : OutputRecords.decode(Topics.ACCOUNT_STATUS, record.value));
            statusChanges++;
        }
    }

    private <V extends SpecificRecord> World pipe(Topic<V> topic, String key, @Nullable V value, Instant at) {
        byte[] bytes = value == null ? null : topic.codec().encode(value);
        input(topic.name()).pipeInput(key.getBytes(StandardCharsets.UTF_8), bytes, at);
        return this;
    }

    private TestOutputTopic<String, byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
