package io.tokenkeep.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(KafkaExtension.class)
class TopicProvisionerIT {

    private static final TopicLayout LAYOUT = new TopicLayout(3, (short) 1);
    private static final Set<String> ALL = Topics.catalogue().keySet();
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Pattern CURE = Pattern.compile("--add-config ([^ =]+)=([^ ]+)$");

    private final LocalKafka kafka;
    private final Admin admin;

    TopicProvisionerIT(LocalKafka kafka) {
        this.kafka = kafka;
        this.admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    @BeforeEach
    void noTopics() throws Exception {
        admin.deleteTopics(names()).all().get(30, TimeUnit.SECONDS);
        await().until(() -> names().isEmpty());
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void missingTopicsAreCreatedAsTheContractSays() throws Exception {
        provisioner(LAYOUT).ensure(ALL, true);

        assertThat(names()).isEqualTo(ALL);
        Map<ConfigResource, Config> configs = configs();
        Topics.catalogue().forEach((name, keeping) -> {
            Config config = Objects.requireNonNull(configs.get(resource(name)));
            assertThat(LAYOUT.settings(keeping)).allSatisfy((setting, value) -> assertThat(
                            config.get(setting).value())
                    .as(name + " " + setting)
                    .isEqualTo(value));
        });
    }

    @Test
    void topicsOfAnInstallationAreCreatedAndCheckedUnderItsPrefix() throws Exception {
        TopicLayout north = new TopicLayout(3, (short) 1, new TopicNames("north."));
        provisioner(LAYOUT).ensure(Set.of(Topics.TOKENS.name()), true);

        assertThat(problems(north, Set.of(Topics.TOKENS.name()), false))
                .singleElement()
                .asString()
                .contains("north.tokens is missing");
        provisioner(north).ensure(ALL, true);
        provisioner(north).ensure(ALL, false);

        assertThat(names())
                .contains(Topics.TOKENS.name())
                .containsAll(ALL.stream().map(name -> "north." + name).toList());
        assertThat(problems(new TopicLayout(4, (short) 1, north.names()), Set.of(Topics.TOKENS.name()), false))
                .singleElement()
                .asString()
                .contains("north.tokens has 3 partitions", "loses every token");
    }

    @Test
    void secondRunChangesNothing() throws Exception {
        provisioner(LAYOUT).ensure(ALL, true);
        Map<ConfigResource, Config> before = configs();
        Set<Uuid> ids = ids();

        provisioner(LAYOUT).ensure(ALL, true);
        provisioner(LAYOUT).ensure(ALL, false);

        assertThat(configs()).isEqualTo(before);
        assertThat(ids()).isEqualTo(ids);
    }

    @Test
    void servicesThatStartTogetherDoNotDisturbEachOther() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            Callable<Boolean> start = () -> {
                provisioner(LAYOUT).ensure(ALL, true);
                return true;
            };
            for (Future<Boolean> started : pool.invokeAll(List.of(start, start, start))) {
                assertThat(started.get(60, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(names()).isEqualTo(ALL);
    }

    @Test
    void missingTopicsAreAllNamedWhereNoneMayBeCreated() throws Exception {
        assertThat(problems(LAYOUT, ALL, false)).hasSameSizeAs(ALL).allSatisfy(problem -> assertThat(problem)
                .contains("is missing: start once with topics.create=true, or kafka-topics.sh" + " --bootstrap-server "
                        + kafka.bootstrapServers() + " --create"));
        assertThat(names()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}={2}")
    @CsvSource(textBlock = """
            tokens,                 cleanup.policy,                 delete
            tokens,                 cleanup.policy,                 compact|delete
            tokens,                 min.compaction.lag.ms,          0
            tokens,                 max.compaction.lag.ms,          9223372036854775807
            tokens,                 delete.retention.ms,            86400000
            tokens,                 message.timestamp.type,         CreateTime
            tokens,                 unclean.leader.election.enable, true
            authorization-codes,    cleanup.policy,                 compact
            authorization-progress, retention.ms,                   3600000
            authorization-progress, retention.bytes,                1048576
            authorization-codes,    segment.ms,                     604800000
            dead-letters,           retention.ms,                   604800000
            """)
    void harmfulSettingIsRefusedAndItsCommandMendsIt(String topic, String setting, String value) throws Exception {
        String harmful = value.replace('|', ',');
        provisioner(LAYOUT).ensure(Set.of(topic), true);
        set(topic, setting, harmful);

        String problem = await().until(() -> problems(LAYOUT, Set.of(topic), true), problems -> !problems.isEmpty())
                .get(0);

        assertThat(problem)
                .startsWith("Topic " + topic + " has " + setting + "=" + harmful + " and needs ")
                .contains("kafka-configs.sh --bootstrap-server " + kafka.bootstrapServers() + " --alter");
        Matcher cure = CURE.matcher(problem);
        assertThat(cure.find()).isTrue();
        set(topic, cure.group(1), cure.group(2));
        await().until(() -> problems(LAYOUT, Set.of(topic), false).isEmpty());
    }

    @Test
    void longerRetentionIsAccepted() throws Exception {
        provisioner(LAYOUT).ensure(Set.of("authorization-codes"), true);
        set(
                "authorization-codes",
                "retention.ms",
                Long.toString(Duration.ofDays(70).toMillis()));

        assertThat(problems(LAYOUT, Set.of("authorization-codes"), false)).isEmpty();
    }

    @Test
    void otherPartitionCountIsRefused() throws Exception {
        provisioner(LAYOUT).ensure(ALL, true);

        assertThat(problems(new TopicLayout(4, (short) 1), ALL, true))
                .hasSameSizeAs(ALL)
                .allSatisfy(problem -> assertThat(problem).contains("has 3 partitions, topics.partitions is 4"));
    }

    @Test
    void nothingIsCreatedBesideATopicThatDoesNotFit() throws Exception {
        admin.createTopics(List.of(new NewTopic("tokens", 3, (short) 1))).all().get(30, TimeUnit.SECONDS);
        await().until(() -> names().contains("tokens"));

        assertThat(problems(LAYOUT, ALL, true)).isNotEmpty().allSatisfy(problem -> assertThat(problem)
                .startsWith("Topic tokens has "));
        assertThat(names()).containsExactly("tokens");
    }

    @Test
    void topicWithFewerCopiesThanConfiguredIsRefused() throws Exception {
        provisioner(LAYOUT).ensure(ALL, true);

        assertThat(problems(new TopicLayout(3, (short) 2), ALL, true))
                .hasSameSizeAs(ALL)
                .allSatisfy(problem -> assertThat(problem)
                        .contains("has 1 of 2 copies at partition 0, topics.replication.factor is 2"));
    }

    @Test
    void createdTopicsTakeRecordsAtOnce() throws Exception {
        provisioner(LAYOUT).ensure(ALL, true);

        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", "0");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (String topic : ALL) {
                assertThat(producer.send(new ProducerRecord<>(topic, "key", "value"))
                                .get(30, TimeUnit.SECONDS)
                                .hasOffset())
                        .isTrue();
            }
        }
    }

    @Test
    void silentClusterEndsTheWaitAtTheLimit() throws Exception {
        Duration limit = Duration.ofSeconds(1);
        try (LocalKafka away = LocalKafka.start();
                Admin cut = Admin.create(Map.of("bootstrap.servers", away.bootstrapServers()))) {
            away.stop();
            TopicProvisioner provisioner =
                    new TopicProvisioner(cut, LAYOUT, away.bootstrapServers(), Clock.systemUTC(), limit);

            assertThatThrownBy(() -> provisioner.ensure(ALL, true))
                    .isInstanceOf(KafkaException.class)
                    .hasMessageContaining("did not answer within PT1S");
            cut.close(Duration.ZERO);
        }
    }

    private TopicProvisioner provisioner(TopicLayout layout) {
        return new TopicProvisioner(admin, layout, kafka.bootstrapServers(), Clock.systemUTC(), LIMIT);
    }

    private List<String> problems(TopicLayout layout, Collection<String> topics, boolean create) {
        TopicsUnfitException unfit = catchThrowableOfType(
                TopicsUnfitException.class, () -> provisioner(layout).ensure(topics, create));
        return unfit == null ? List.of() : unfit.problems();
    }

    private void set(String topic, String setting, String value) throws Exception {
        AlterConfigOp op = new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(resource(topic), List.of(op)))
                .all()
                .get(30, TimeUnit.SECONDS);
    }

    private Set<String> names() throws Exception {
        return admin.listTopics().names().get(30, TimeUnit.SECONDS);
    }

    private Set<Uuid> ids() throws Exception {
        return admin.listTopics().listings().get(30, TimeUnit.SECONDS).stream()
                .map(TopicListing::topicId)
                .collect(Collectors.toSet());
    }

    private Map<ConfigResource, Config> configs() throws Exception {
        return admin.describeConfigs(
                        ALL.stream().map(TopicProvisionerIT::resource).toList())
                .all()
                .get(30, TimeUnit.SECONDS);
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
