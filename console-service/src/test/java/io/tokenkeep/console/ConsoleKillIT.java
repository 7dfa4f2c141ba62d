package io.tokenkeep.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.console.ApiClient.Answer;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.sandbox.kafka.LocalPorts;
import io.tokenkeep.sandbox.process.ServiceJvm;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two instances, of which one is a process that is killed with SIGKILL while it writes. */
@ExtendWith(KafkaExtension.class)
class ConsoleKillIT {

    private static final int WRITERS = 4;

    @TempDir
    private Path directory;

    /** The links that were acknowledged by the killed instance, with their positions, by their Idempotency-Keys. */
    private final Map<String, Answer> acknowledged = new ConcurrentHashMap<>();

    @Test
    void nothingAcknowledgedIsLostAndWhatWasInFlightIsMadeOnceByItsRepetition(LocalKafka kafka) throws Exception {
        int port = LocalPorts.free(new SecureRandom());
        Map<String, String> settings = new HashMap<>(TestConsole.settings(kafka.bootstrapServers()));
        settings.put("api.calls.per.second", "100000");
        ExecutorService threads = Executors.newCachedThreadPool();
        try (TestConsole other = TestConsole.start(settings).awaitHealthy();
                ServiceJvm killed = OwnProcess.start(settings, port, directory)) {
            OwnProcess.awaitAnswer(other, port);
            AtomicBoolean isOver = new AtomicBoolean();
            CompletableFuture<List<Integer>> answers =
                    CompletableFuture.supplyAsync(() -> read(other.client(), isOver), threads);
            List<CompletableFuture<String>> writers = IntStream.range(0, WRITERS)
                    .mapToObj(writer -> CompletableFuture.supplyAsync(
                            () -> write(new ApiClient(other.vertx(), port, TestConsole.ADMIN.reveal()), writer),
                            threads))
                    .toList();
            await().atMost(TestConsole.LIMIT).until(() -> acknowledged.size() >= 10 * WRITERS);

            killed.kill();

            Set<String> inFlight = new HashSet<>();
            for (CompletableFuture<String> writer : writers) {
                inFlight.add(writer.get(TestConsole.LIMIT.toSeconds(), TimeUnit.SECONDS));
            }
            acknowledged.values().forEach(answer -> {
                JsonObject shown = other.client()
                        .with("Tokenkeep-Position", answer.position())
                        .get("/links/" + answer.json().getString("id"))
                        .json();
                assertThat(shown.remove("outcomes")).isEqualTo(new JsonArray());
                assertThat(shown).isEqualTo(answer.json());
            });
            Set<String> expected = new HashSet<>();
            acknowledged.values().forEach(answer -> expected.add(answer.json().getString("id")));
            for (String key : inFlight) {
                Answer repeated = make(other.client(), key);
                assertThat(repeated.status()).isEqualTo(201);
                assertThat(make(other.client(), key).json()).isEqualTo(repeated.json());
                expected.add(repeated.json().getString("id"));
            }
            assertThat(expected).hasSize(acknowledged.size() + WRITERS);
            assertThat(links(other.client())).as("each exactly once").containsExactlyInAnyOrderElementsOf(expected);
            isOver.set(true);
            assertThat(answers.get(TestConsole.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isNotEmpty()
                    .containsOnly(200);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Makes one link after another. Returns the Idempotency-Key of the one that was not answered. */
    private String write(ApiClient api, int writer) {
        int made = 0;
        while (true) {
            String key = writer + "-" + made;
            try {
                Answer answer = make(api, key);
                assertThat(answer.status()).as("503 asks for a repetition").isIn(201, 503);
                if (answer.status() == 201) {
                    acknowledged.put(key, answer);
                    made++;
                }
            } catch (ApiClient.NoAnswer e) {
                return key;
            }
        }
    }

    private static Answer make(ApiClient api, String key) {
        return api.with("Idempotency-Key", key)
                .post("/links", new JsonObject().put("apps", new JsonArray().add("threads-main")));
    }

    private static List<Integer> read(ApiClient api, AtomicBoolean isOver) {
        List<Integer> statuses = new ArrayList<>();
        do {
            statuses.add(api.get("/links?limit=1").status());
        } while (!isOver.get());
        return statuses;
    }

    private static List<String> links(ApiClient api) {
        List<String> ids = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonObject page = api.get("/links?limit=200" + (next.isEmpty() ? "" : "&after=" + next))
                    .json();
            page.getJsonArray("items").forEach(link -> ids.add(((JsonObject) link).getString("id")));
            next = page.getString("next");
        }
        return ids;
    }
}
