package io.tokenkeep.refresh;

import static io.tokenkeep.refresh.Fixtures.KEY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.LinkedAccount;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.kit.config.SettingsSource;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

/** The whole service on a real broker, through restarts that lose what a restart can lose. A broker for each test. */
class RefreshServiceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration CLOSE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private LocalKafka kafka;
    private Cluster cluster;
    private SimpleMeterRegistry meters;
    private RefreshService service;
    private String application;

    @BeforeEach
    void begin() {
        kafka = LocalKafka.start();
        meters = new SimpleMeterRegistry();
        application = "refresh-" + directory.getFileName();
        cluster = new Cluster(kafka);
        start();
    }

    @AfterEach
    void end() {
        service.close(CLOSE);
        cluster.close();
        kafka.close();
    }

    @Test
    void stateComesBackFromKafkaWhenTheDirectoryIsLost() throws Exception {
        String key = "threads-main:restore";
        Token token = Fixtures.consented(key, now());
        cluster.send(Topics.TOKENS, key, token);
        AccountStatus marked = refuseOneVerification(key);
        Map<String, Integer> written = cluster.written();

        service.close(CLOSE);
        delete(directory);
        start();
        // Sealed anew: says nothing but that the account is still known, and writes its status.
        cluster.send(Topics.TOKENS, key, Token.newBuilder(token).setSequence(1).build());

        await().atMost(PATIENCE).until(() -> status(key).getSequence() == 1);
        assertThat(status(key).getNextAction()).isEqualTo(CommandKind.VERIFY);
        assertThat(status(key).getNextActionAt()).isEqualTo(marked.getNextActionAt());
        assertThat(status(key).getFailures()).isEqualTo(1);
        written.merge(Topics.ACCOUNT_STATUS.name(), 1, Integer::sum);
        assertThat(cluster.written()).isEqualTo(written);
    }

    /** Streams believes what it remembers of a store's offsets, whatever the store itself holds. */
    @Test
    void storeThatComesBackWithoutItsRecordsIsRestored() throws Exception {
        String key = "threads-main:half-restored";
        cluster.send(Topics.TOKENS, key, Fixtures.consented(key, now()));
        await().atMost(PATIENCE)
                .until(() -> cluster.latest(Topics.ACCOUNT_STATUS).containsKey(key));
        await().atMost(PATIENCE).until(() -> stampedPartitions() == Cluster.PARTITIONS);

        service.close(CLOSE);
        emptyStores("accounts");
        start();
        cluster.send(Topics.ACCOUNT_COMMANDS, key, Fixtures.accountCommand(key, AccountCommandKind.VERIFY_NOW, now()));

        await().atMost(PATIENCE.multipliedBy(4))
                .until(() -> commands(key, CommandKind.VERIFY).size() == 1);
    }

    private long stampedPartitions() {
        return cluster.records(application + "-accounts-changelog").stream()
                .filter(record -> record.key().length == 1)
                .map(ConsumerRecord::partition)
                .distinct()
                .count();
    }

    /** As if the disk had kept the offsets of a store and lost its records. */
    private void emptyStores(String name) throws Exception {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path store :
                    all.filter(path -> path.endsWith(Path.of("rocksdb", name))).toList()) {
                List<ColumnFamilyHandle> families = new ArrayList<>();
                List<ColumnFamilyDescriptor> named = new ArrayList<>();
                for (byte[] family : RocksDB.listColumnFamilies(new Options(), store.toString())) {
                    named.add(new ColumnFamilyDescriptor(family));
                }
                try (RocksDB rocks = RocksDB.open(new DBOptions(), store.toString(), named, families)) {
                    rocks.deleteRange(families.get(0), new byte[0], new byte[] {(byte) 0xFF, (byte) 0xFF});
                    families.forEach(ColumnFamilyHandle::close);
                }
            }
        }
    }

    /** Ids above 2^53: one step through a floating-point number would make them ids of somebody else. */
    @Test
    void idsOfAPersonAPageAndItsInstagramAccountAreTheSameAfterARestore() throws Exception {
        String anna = "facebook-main:27640875392278831";
        String page = "facebook-main:27640875392278833";
        Token person = Token.newBuilder(Fixtures.consented(anna, now()))
                .setProvider("facebook")
                .setAliases(List.of("27640875392278835"))
                .setLinkedAccounts(List.of(new LinkedAccount("facebook", "27640875392278833", "A Page")))
                .build();
        Token ofPage = Token.newBuilder(Fixtures.unending(page, person.getOrderedAt()))
                .setProvider("facebook")
                .setKind(TokenKind.PAGE)
                .setParentAccount(anna)
                .setLinkedAccounts(List.of(new LinkedAccount("instagram", "17841405793187218", "a.page")))
                .build();
        cluster.send(Topics.TOKENS, anna, person);
        cluster.send(Topics.TOKENS, page, ofPage);
        await().atMost(PATIENCE)
                .until(() -> cluster.latest(Topics.ACCOUNT_STATUS).keySet().containsAll(List.of(anna, page)));

        service.close(CLOSE);
        delete(directory);
        start();
        cluster.send(
                Topics.ACCOUNT_COMMANDS, page, Fixtures.accountCommand(page, AccountCommandKind.VERIFY_NOW, now()));
        // By the other id: so the links came back, too.
        String alias = "facebook-main:27640875392278835";
        cluster.send(
                Topics.ACCOUNT_COMMANDS, alias, Fixtures.accountCommand(alias, AccountCommandKind.VERIFY_NOW, now()));

        await().atMost(PATIENCE)
                .until(() -> commands(page, CommandKind.VERIFY).size() == 1
                        && commands(anna, CommandKind.VERIFY).size() == 1);
        assertThat(commands(page, CommandKind.VERIFY).get(0).getToken()).isEqualTo(ofPage);
        assertThat(commands(anna, CommandKind.VERIFY).get(0).getToken()).isEqualTo(person);
        assertThat(status(page).getParentAccount()).isEqualTo(anna);
    }

    @Test
    void replayOfEverythingChangesNothing() throws Exception {
        String deleted = "threads-main:deleted";
        cluster.send(Topics.TOKENS, KEY, Fixtures.consented(KEY, now()));
        cluster.send(Topics.TOKENS, deleted, Fixtures.consented(deleted, now()));
        cluster.send(new ProducerRecord<>(Topics.TOKENS.name(), KEY.getBytes(UTF_8), "poison".getBytes(UTF_8)));
        refuseOneVerification(KEY);
        await().atMost(PATIENCE)
                .until(() -> cluster.latest(Topics.ACCOUNT_STATUS).containsKey(deleted));
        forget(deleted);
        await().atMost(PATIENCE)
                .until(() -> cluster.latest(Topics.REFRESH_WORKER_LINKS).isEmpty());
        Map<String, Integer> written = cluster.written();
        Map<String, AccountStatus> statuses = new TreeMap<>(cluster.latest(Topics.ACCOUNT_STATUS));

        service.close(CLOSE);
        await().atMost(PATIENCE).ignoreExceptions().until(this::forgetOffsets);
        start();

        long inputs = Stream.of(
                        Topics.TOKENS, Topics.REFRESH_OUTCOMES, Topics.ACCOUNT_COMMANDS, Topics.REFRESH_WORKER_LINKS)
                .mapToLong(topic -> cluster.records(topic.name()).size())
                .sum();
        await().atMost(PATIENCE).until(() -> replayed() == inputs);
        await().atMost(PATIENCE)
                .until(() -> meters.get("tokenkeep.refresh.tasks").gauge().value() == Cluster.PARTITIONS);
        assertThat(cluster.written()).isEqualTo(written);
        assertThat(new TreeMap<>(cluster.latest(Topics.ACCOUNT_STATUS))).isEqualTo(statuses);
    }

    @Test
    void secondInstanceTakesOverFromOneThatLeft() {
        String key = "threads-main:moved";
        cluster.send(Topics.TOKENS, key, Fixtures.consented(key, now()));
        await().atMost(PATIENCE)
                .until(() -> cluster.latest(Topics.ACCOUNT_STATUS).containsKey(key));

        service.close(CLOSE);
        service = start(directory.resolve("another"));
        cluster.send(Topics.ACCOUNT_COMMANDS, key, Fixtures.accountCommand(key, AccountCommandKind.VERIFY_NOW, now()));

        // Far less than the session time-out of 45 s, which a member that does not leave costs.
        await().atMost(Duration.ofSeconds(25))
                .until(() -> commands(key, CommandKind.VERIFY).size() == 1);
    }

    @Test
    void serviceSaysThatItRuns() {
        await().atMost(PATIENCE).until(service::running);

        assertThat(service.components())
                .allSatisfy(component -> assertThat(component.check().isOk()).isTrue());
        assertThat(OffsetsRetention.check(cluster.admin())).isTrue();
    }

    private AccountStatus refuseOneVerification(String key) {
        cluster.send(Topics.ACCOUNT_COMMANDS, key, Fixtures.accountCommand(key, AccountCommandKind.VERIFY_NOW, now()));
        await().atMost(PATIENCE).until(() -> commands(key, CommandKind.VERIFY).size() == 1);
        cluster.send(
                Topics.REFRESH_OUTCOMES,
                key,
                Fixtures.outcome(
                        commands(key, CommandKind.VERIFY).get(0),
                        RefreshResult.REFUSED,
                        FailureClass.REAUTHORIZE,
                        now()));
        await().atMost(PATIENCE).until(() -> status(key).getFailures() == 1);
        return status(key);
    }

    /** Has an account deleted, up to the null on the topic. */
    private void forget(String key) {
        cluster.send(Topics.ACCOUNT_COMMANDS, key, Fixtures.accountCommand(key, AccountCommandKind.DELETE_DATA, now()));
        await().atMost(PATIENCE).until(() -> commands(key, CommandKind.PUBLISH).size() == 1);
        cluster.send(
                Topics.TOKENS, key, commands(key, CommandKind.PUBLISH).get(0).getToken());
        await().atMost(PATIENCE).until(() -> commands(key, CommandKind.PUBLISH).size() == 2);
        cluster.send(Topics.TOKENS, key, null);
        await().atMost(PATIENCE)
                .until(() -> !cluster.latest(Topics.ACCOUNT_STATUS).containsKey(key));
    }

    private AccountStatus status(String key) {
        return Objects.requireNonNull(cluster.latest(Topics.ACCOUNT_STATUS).get(key), key);
    }

    private List<RefreshCommand> commands(String key, CommandKind kind) {
        return cluster.values(Topics.REFRESH_COMMANDS).stream()
                .filter(command -> command.getAccount().equals(key) && command.getKind() == kind)
                .toList();
    }

    private double replayed() {
        return meters.find("tokenkeep.refresh.replayed").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private boolean forgetOffsets() throws Exception {
        cluster.admin().deleteConsumerGroups(List.of(application)).all().get(10, TimeUnit.SECONDS);
        return true;
    }

    private void start() {
        service = start(directory);
    }

    private RefreshService start(Path state) {
        meters = new SimpleMeterRegistry();
        Map<String, String> settings = Map.of(
                "bootstrap.servers", cluster.bootstrapServers(),
                "refresh.application.id", application,
                "state.directory", state.toString(),
                "topics.create", "true",
                "topics.partitions", Integer.toString(Cluster.PARTITIONS),
                "topics.replication.factor", "1",
                "tick.interval", "100ms",
                "deletion.grace", "1s",
                "leave.group.on.close", "true",
                // By which the group learns of a thread that died.
                "kafka.session.timeout.ms", "6000");
        RefreshConfig config = RefreshConfig.of(SettingsSource.of(settings).settings(RefreshConfig.definition()));
        return RefreshService.start(config, RefreshProviders.DEFAULT, meters);
    }

    private static Instant now() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(directory)) {
                    Files.delete(file);
                }
            }
        }
    }
}
