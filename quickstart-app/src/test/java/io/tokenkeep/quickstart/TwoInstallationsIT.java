package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.kit.metrics.Metrics;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.Topic;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two installations, told apart by {@code topics.prefix} alone, share a broker. */
@ExtendWith(KafkaExtension.class)
class TwoInstallationsIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final List<String> PREFIXES = List.of("north.", "south-");

    /** Topics where each account that is connected and refreshed has records. */
    private static final List<String> ABOUT_ACCOUNTS = List.of(
            Topics.TOKENS.name(),
            Topics.REFRESH_COMMANDS.name(),
            Topics.ACCOUNT_STATUS.name(),
            Topics.ACCOUNT_EVENTS.name());

    private final LocalKafka kafka;

    TwoInstallationsIT(LocalKafka kafka) {
        this.kafka = kafka;
    }

    @Test
    void accountOfEachIsConnectedAndRefreshedAndTheOtherKnowsNothingOfIt() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (Metrics northMetrics = Metrics.of("north");
                Metrics southMetrics = Metrics.of("south");
                Installation north =
                        Installation.start(PREFIXES.get(0), kafka.bootstrapServers(), vertx, northMetrics);
                Installation south =
                        Installation.start(PREFIXES.get(1), kafka.bootstrapServers(), vertx, southMetrics)) {
            north.connect("nora_north");
            south.connect("samuel_south");
            await().atMost(LIMIT)
                    .until(() -> north.tally().refreshed() == 1 && south.tally().refreshed() == 1);

            assertThat(north.accounts()).hasSize(1).doesNotContainAnyElementsOf(south.accounts());
            assertOnlyOwnAccountsOn(north);
            assertOnlyOwnAccountsOn(south);
            await().atMost(LIMIT).until(() -> north.healthy() && south.healthy());
            assertUnreadableRecordsStayWith(north, south);
            assertEveryNameHasAPrefix();
        } finally {
            Installation.await(vertx.close());
        }
    }

    private void assertOnlyOwnAccountsOn(Installation installation) {
        for (String topic : ABOUT_ACCOUNTS) {
            Set<String> keys = new TreeSet<>(Playground.keysOn(
                    kafka.bootstrapServers(), installation.names().onCluster(topic)));
            keys.removeIf(key -> key.startsWith("tokenkeep:"));

            assertThat(keys).as(installation.names().onCluster(topic)).isEqualTo(installation.accounts());
        }
    }

    /** Each of the services sets a record aside, and says on which topic of the cluster it lay. */
    private void assertUnreadableRecordsStayWith(Installation north, Installation south) throws Exception {
        DeadLetterReader letters = new DeadLetterReader(kafka.bootstrapServers(), north.names());
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (Topic<?> topic : List.of(
                    Topics.AUTHORIZATION_OUTCOMES,
                    Topics.REFRESH_COMMANDS,
                    Topics.ACCOUNT_COMMANDS,
                    Topics.TOKEN_IMPORTS,
                    Topics.BULK_ACTIONS,
                    Topics.CLIENTS)) {
                RecordMetadata sent = producer.send(
                                new ProducerRecord<>(north.names().onCluster(topic.name()), "key", "no record"))
                        .get(30, TimeUnit.SECONDS);
                letters.await(new TopicPartition(sent.topic(), sent.partition()), sent.offset());
            }
        }

        assertThat(Playground.keysOn(kafka.bootstrapServers(), south.names().onCluster(Topics.DEAD_LETTERS_NAME)))
                .isEmpty();
    }

    private void assertEveryNameHasAPrefix() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Set<String> topics = admin.listTopics().names().get(30, TimeUnit.SECONDS);
            assertThat(topics)
                    .containsAll(PREFIXES.stream()
                            .flatMap(prefix -> Topics.catalogue().keySet().stream()
                                    // Meta gives no refresh tokens, so nobody needs this topic here.
                                    .filter(name -> !name.equals(Topics.REFRESH_SECRETS.name()))
                                    .map(name -> prefix + name))
                            .toList())
                    .anyMatch(name -> name.startsWith(PREFIXES.get(0)) && name.endsWith("-changelog"));
            assertPrefixed(topics);
            Set<String> groups = admin.listGroups().all().get(30, TimeUnit.SECONDS).stream()
                    .map(GroupListing::groupId)
                    .collect(Collectors.toSet());
            assertThat(groups)
                    .containsAll(PREFIXES.stream()
                            .flatMap(prefix -> Stream.of("tokenkeep-console-bulk", "tokenkeep-exchange-imports")
                                    .map(name -> prefix + name))
                            .toList());
            assertPrefixed(groups);
            assertPrefixed(admin.listTransactions().all().get(30, TimeUnit.SECONDS).stream()
                    .map(TransactionListing::transactionalId)
                    .collect(Collectors.toSet()));
        }
    }

    private static void assertPrefixed(Collection<String> names) {
        for (String prefix : PREFIXES) {
            assertThat(names).anyMatch(name -> name.startsWith(prefix));
        }
        assertThat(names).allMatch(name -> PREFIXES.stream().anyMatch(name::startsWith));
    }
}
