package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.callback.deletion.DeletionDates;
import io.tokenkeep.callback.link.ConnectRequest;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A person with accounts of all three kinds, whom links and a rule of the console name, and of whom a consent waits for a confirmation, has their data deleted; then the broker's clock moves from one date of the
 * deletion's page to the next, and each time the bytes of the logs are searched for what would tell of that person.
 * Kafka cleans a log when something new is written there, so other accounts' traffic is played at every date.
 */
class DeletionBytesIT {

    private static final String USERNAME = "vera_wants_to_be_forgotten";
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    private Path data;

    @Test
    void nothingOfADeletedPersonIsInAnyLogAfterTheDatesOfTheirPage() throws Exception {
        Set<String> traces = new HashSet<>(Set.of(USERNAME));
        Instant endedAt = connectAndDelete(traces);
        assertThat(logsWith(traces, topic -> true))
                .as("what is searched for was there")
                .isNotEmpty();
        assertThat(logsWith(traces, Topics.CONNECT_LINKS.name()::equals))
                .as("in the links, too")
                .isNotEmpty();
        assertThat(logsWith(traces, Topics.HELD_CONSENTS.name()::equals))
                .as("and in a consent that waited for a confirmation")
                .isNotEmpty();
        Path kafka = data.resolve("kafka");
        try (LocalKafka broker = LocalKafka.builder()
                .directory(kafka)
                .property("log.retention.check.interval.ms", "100")
                .property("log.initial.task.delay.ms", "100")
                .property("log.cleaner.backoff.ms", "100")
                .start()) {
            for (Map.Entry<LocalDate, Set<String>> date : dates(endedAt).entrySet()) {
                Instant dayAfter = date.getKey().plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
                broker.restartAhead(Duration.between(Instant.now(), dayAfter));
                traffic(broker, dayAfter);

                await().alias("gone by " + date.getKey() + ": " + date.getValue())
                        .atMost(LIMIT)
                        .untilAsserted(() -> assertThat(logsWith(traces, date.getValue()::contains))
                                .isEmpty());
            }
            assertThat(logsWith(traces, topic -> true)).isEmpty();
        }
    }

    /** What each date promises, earliest first; changelogs are topics, too. */
    private Map<LocalDate, Set<String>> dates(Instant endedAt) {
        Map<LocalDate, Set<String>> dates = new TreeMap<>();
        DeletionDates.byTopic(endedAt).forEach((topic, date) -> dates.computeIfAbsent(date, day -> new HashSet<>())
                .add(topic));
        Set<String> changelogs =
                topics().stream().filter(topic -> topic.endsWith("-changelog")).collect(Collectors.toSet());
        assertThat(changelogs).hasSizeGreaterThanOrEqualTo(5);
        dates.computeIfAbsent(DeletionDates.ofState(endedAt), day -> new HashSet<>())
                .addAll(changelogs);
        return dates;
    }

    private Instant connectAndDelete(Set<String> traces) throws Exception {
        Vertx vertx = Vertx.vertx();
        WebClient browser = WebClient.create(vertx);
        try (Playground playground = Playground.start(Duration.ofSeconds(8), data)) {
            ConsoleClient console = ConsoleClient.of(playground);
            JsonObject used = console.awaitLink(link("HANDLE", USERNAME));
            new LinkVisitor(USERNAME).connect(URI.create(used.getString("url")), SimulatedApp.THREADS);
            for (SimulatedApp app : SimulatedApp.ALL) {
                on(new Visitor(browser, USERNAME)
                        .connect(playground
                                .started()
                                .services()
                                .links()
                                .link(new ConnectRequest(app.name(), USERNAME), Duration.ofHours(1))));
            }
            var simulator = playground.simulator();
            var person = simulator.people().named(USERNAME);
            traces.addAll(List.of(person.idText(), person.professionalIdText()));
            simulator.pages().of(person).forEach(page -> traces.add(page.id()));
            await().atMost(LIMIT).until(() -> playground.reader().tally().refreshed() >= SimulatedApp.ALL.size());
            JsonObject unused =
                    console.awaitLink(link("ACCOUNT", person.idText()).put("note", "for " + USERNAME));
            assertThat(console.show(used.getString("id")).getJsonArray("uses")).hasSize(1);
            rule(console);
            JsonObject asking = console.awaitLink(link("HANDLE", USERNAME).put("confirmWithinHours", 24));
            new LinkVisitor(USERNAME).connect(URI.create(asking.getString("url")), SimulatedApp.THREADS);
            await().atMost(LIMIT).until(() -> !waiting(console).isEmpty());

            for (SimulatedApp app : SimulatedApp.ALL) {
                assertThat(on(simulator.settings().askForDeletion(app.clientId(), USERNAME)))
                        .isNotNull();
            }
            await().alias("the deletion reaches both links").atMost(LIMIT).until(() -> Stream.of(used, unused)
                    .map(link -> console.show(link.getString("id")).encode())
                    .noneMatch(link -> traces.stream().anyMatch(link::contains)));
            await().alias("the deletion ends the consent that waits")
                    .atMost(LIMIT)
                    .until(() -> waiting(console).isEmpty());
            await().alias("and its record goes").atMost(LIMIT).until(() -> held(playground)
                    .isEmpty());
            await().alias("the deletion reaches the rule")
                    .atMost(LIMIT)
                    .until(() -> console.get("/rules").getJsonArray("items").isEmpty());
            Instant endedAt = Instant.now();
            await().alias("every status is taken back").atMost(LIMIT).until(() -> living(playground)
                    .isEmpty());
            return endedAt;
        } finally {
            on(vertx.close());
        }
    }

    private static JsonArray waiting(ConsoleClient console) {
        return console.get("/confirmations").getJsonArray("items");
    }

    private static Set<String> held(Playground playground) {
        return keysWithValues(playground, Topics.HELD_CONSENTS.name());
    }

    private static void rule(ConsoleClient console) {
        console.post("/clients", new JsonObject().put("id", "7").put("name", "Seven"), 201);
        console.post(
                "/rules",
                new JsonObject()
                        .put("app", SimulatedApp.THREADS)
                        .put("kind", "HANDLE")
                        .put("value", USERNAME)
                        .put("client", "7"),
                201);
    }

    private static JsonObject link(String kind, String value) {
        JsonObject expected = new JsonObject()
                .put("app", SimulatedApp.THREADS)
                .put("kind", kind)
                .put("value", value);
        return new JsonObject()
                .put("apps", new JsonArray().add(SimulatedApp.THREADS))
                .put("expected", new JsonArray().add(expected));
    }

    private static Set<String> living(Playground playground) {
        return keysWithValues(playground, Topics.ACCOUNT_STATUS.name());
    }

    private static Set<String> keysWithValues(Playground playground, String topic) {
        Map<String, Boolean> reported = new HashMap<>();
        playground.lastValuesOn(topic, reported::put);
        return reported.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** A record about nobody, of that day, in every partition of every topic. */
    private static void traffic(LocalKafka broker, Instant day) throws Exception {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            byte[] nobody = "threads-main:1".getBytes(StandardCharsets.UTF_8);
            List<java.util.concurrent.Future<?>> sent = new ArrayList<>();
            for (String topic : topicsOf(broker)) {
                for (PartitionInfo partition : producer.partitionsFor(topic)) {
                    sent.add(producer.send(
                            new ProducerRecord<>(topic, partition.partition(), day.toEpochMilli(), nobody, nobody)));
                }
            }
            for (java.util.concurrent.Future<?> one : sent) {
                one.get(30, TimeUnit.SECONDS);
            }
        }
    }

    private static Set<String> topicsOf(LocalKafka broker) throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            return admin.listTopics().names().get(30, TimeUnit.SECONDS);
        }
    }

    private Set<String> topics() {
        return partitions().stream().map(folder -> topic(folder.getName())).collect(Collectors.toSet());
    }

    /** The folders of logs; what the broker removes meanwhile is none. */
    private List<File> partitions() {
        File[] folders =
                data.resolve("kafka").toFile().listFiles(file -> file.getName().matches(".+-\\d+"));
        return folders == null ? List.of() : List.of(folders);
    }

    private static String topic(String partition) {
        return partition.substring(0, partition.lastIndexOf('-'));
    }

    /** The segments of the topics that hold any of this, as {@code topic-partition/segment: what}. */
    private Set<String> logsWith(Set<String> traces, Predicate<String> topics) throws IOException {
        Set<String> found = new HashSet<>();
        for (File partition : partitions()) {
            File[] segments = partition.listFiles(file -> file.getName().endsWith(".log"));
            if (segments != null && topics.test(topic(partition.getName()))) {
                for (File segment : segments) {
                    String bytes = read(segment.toPath());
                    traces.stream()
                            .filter(bytes::contains)
                            .forEach(trace -> found.add(partition.getName() + "/" + segment.getName() + ": " + trace));
                }
            }
        }
        return found;
    }

    /** A file that goes while it is read holds nothing. */
    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException gone) {
            return "";
        }
    }

    private static <T> T on(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
