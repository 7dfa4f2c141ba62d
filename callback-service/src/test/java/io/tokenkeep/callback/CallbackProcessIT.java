package io.tokenkeep.callback;

import static io.tokenkeep.callback.TestService.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.sandbox.process.Watchdog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar as a process of its own. */
@ExtendWith(KafkaExtension.class)
class CallbackProcessIT {

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private @Nullable Process process;

    @AfterEach
    void end() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void serviceAnswersOnBothListenersAndEndsWhenAsked(LocalKafka kafka) throws Exception {
        int publicPort = freePort();
        int managementPort = freePort();
        Process started = start(TestSettings.of(kafka.bootstrapServers())
                .with("public.port", Integer.toString(publicPort))
                .with("management.port", Integer.toString(managementPort))
                .with("start.page.enabled", "true"));

        await().atMost(LIMIT).until(() -> status(managementPort, "/health") == 200);
        assertThat(status(publicPort, "/")).isEqualTo(200);
        assertThat(status(managementPort, "/health/ready")).isEqualTo(200);
        assertThat(body(managementPort, "/metrics"))
                .contains("tokenkeep_callback_kafka_ready", "tokenkeep_callback_publish_in_flight");

        started.destroy();
        assertThat(started.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(output()).doesNotContain("\"k\"", "WARN", "ERROR");
    }

    @Test
    void readinessDoesNotDependOnKafka() throws Exception {
        int managementPort = freePort();
        start(TestSettings.of("127.0.0.1:" + freePort()).with("management.port", Integer.toString(managementPort)));

        await().atMost(LIMIT).until(() -> status(managementPort, "/health/ready") == 200);
        await().atMost(LIMIT).until(() -> status(managementPort, "/health") == 503);
    }

    @Test
    void takenPortIsOneLineThatNamesTheSetting() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process started =
                    start(TestSettings.of("127.0.0.1:1").with("public.port", Integer.toString(taken.getLocalPort())));

            assertThat(started.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(started.exitValue()).isEqualTo(1);
            assertThat(output()).contains("127.0.0.1:" + taken.getLocalPort(), "public.port");
        }
    }

    @Test
    void unfitTopicsEndTheProcessWithTheCommandsThatMendThem(LocalKafka kafka) throws Exception {
        Process started = start(TestSettings.of(kafka.bootstrapServers())
                .with("topics.partitions", "5")
                .with("topics.create", "false")
                .with("management.port", "0"));

        assertThat(started.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(started.exitValue()).isEqualTo(1);
        assertThat(output()).contains("authorization-codes", "kafka-topics");
    }

    private Process start(TestSettings settings) throws IOException {
        List<String> lines = settings.values().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().replace(":", "\\:"))
                .toList();
        Path file = Files.write(directory.resolve("callback.properties"), lines);
        Process started = Watchdog.watch(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        "target/callback-service.jar",
                        "serve",
                        "--config",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output.txt").toFile())
                .start());
        process = started;
        return started;
    }

    private String output() throws IOException {
        return Files.readString(directory.resolve("output.txt"));
    }

    private int status(int port, String path) throws InterruptedException {
        try {
            return client.send(request(port, path), BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private String body(int port, String path) throws Exception {
        return client.send(request(port, path), BodyHandlers.ofString()).body();
    }

    private static HttpRequest request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
