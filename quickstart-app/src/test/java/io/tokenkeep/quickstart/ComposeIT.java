package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import java.nio.file.Files;
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
            project.makeKeys();
            project.up();
            List<String> running = awaitHealthy(project);
            await().atMost(LIMIT).until(() -> health(project) == 200);
            running.forEach(service -> assertConfined(project, service));
            List.of("kafka", "simulator").forEach(service -> assertConfined(project, service));
            assertThat(project.exec("simulator", List.of("ls", "lib")))
                    .contains("vertx-core")
                    .doesNotContain("kafka");

            connect(URI.create(project.exec(
                            "callback-service",
                            List.of("java", "-jar", "callback-service.jar", "link", "--app", SimulatedApp.THREADS))
                    .strip()));
            OutsideReader reader = reader(project);
            try (TopicReader following = TopicReader.start(
                    "reader", "localhost:" + project.kafkaPort(), List.of(Topics.TOKENS.name()), reader)) {
                assertThat(following).isNotNull();
                await().atMost(LIMIT).until(() -> reader.tally().connected() == 1);
            }

            assertLinkOfTheConsoleOpens(project);

            project.compose("kill", "kafka");
            await().atMost(LIMIT).until(() -> health(project) == 503);
            for (String service : running) {
                project.exec(service, project.healthCommand(service));
            }
        }
    }

    private static void assertLinkOfTheConsoleOpens(ComposeProject project) throws IOException {
        ConsoleClient console = new ConsoleClient(
                URI.create("http://localhost:" + project.consolePort() + "/api/v1"), project.apiKey());
        URI link = console.awaitLink(SimulatedApp.THREADS);

        assertThat(link).asString().startsWith("http://localhost:" + project.publicPort() + "/c/");
        assertThat(console.awaitPage(link)).contains("data-page=\"link\"");
    }

    /** Whoever gets into one of them has little of the machine. */
    private static void assertConfined(ComposeProject project, String service) {
        String confinement;
        String user;
        try {
            confinement = project.inspect(
                    service,
                    "readOnly={{.HostConfig.ReadonlyRootfs}} memory={{.HostConfig.Memory}} cpus={{.HostConfig.NanoCpus}}"
                            + " pids={{.HostConfig.PidsLimit}} dropped={{.HostConfig.CapDrop}}"
                            + " added={{.HostConfig.CapAdd}} security={{.HostConfig.SecurityOpt}}"
                            + " privileged={{.HostConfig.Privileged}}");
            user = project.exec(service, List.of("id", "-u")).strip();
        } catch (Exception e) {
            throw new AssertionError(service, e);
        }
        assertThat(confinement)
                .as(service)
                .matches(
                        "readOnly=true memory=[1-9]\\d+ cpus=[1-9]\\d+ pids=[1-9]\\d* dropped=\\[ALL] added=(\\[]|<no value>)"
                                + " security=\\[no-new-privileges:true] privileged=false");
        assertThat(user).as(service).isNotEqualTo("0");
    }

    @Test
    void withoutASecretOfItsOwnItDoesNotStart() throws Exception {
        Needs.compose();
        try (ComposeProject project = new ComposeProject(directory)) {
            project.makeKeys();
            Files.delete(project.keys().resolve("client-secret"));

            assertThatThrownBy(project::up).hasMessageContaining("client-secret");
        }
    }

    /** The services that run: all of them, where the image of the JRE has all that a JRE's image has. */
    private static List<String> awaitHealthy(ComposeProject project) throws Exception {
        List<String> running =
                new ArrayList<>(List.of("callback-service", "console-service", "exchange-worker", "refresh-worker"));
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
        assertThat(running).contains("callback-service", "console-service", "exchange-worker");
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
