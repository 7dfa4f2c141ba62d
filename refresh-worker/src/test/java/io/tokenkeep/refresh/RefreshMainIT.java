package io.tokenkeep.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.kit.Running;
import io.tokenkeep.kit.config.SettingsSource;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class RefreshMainIT {

    @Test
    void processAnswersForItsHealthAndCounts(LocalKafka kafka, @TempDir Path directory) throws Exception {
        int port = freePort();
        Running running = RefreshMain.start(SettingsSource.of(Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "state.directory",
                directory.toString(),
                "management.port",
                Integer.toString(port),
                "topics.create",
                "true",
                "topics.partitions",
                "1",
                "topics.replication.factor",
                "1")));

        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        get(port, "/metrics").body().contains("tokenkeep_refresh_tasks{service=\"refresh-worker\"} 1"));
        HttpResponse<String> health = get(port, "/health");
        running.close(Duration.ofSeconds(30));

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("refresh-streams");
        assertThat(running.ended().toCompletableFuture()).isNotDone();
    }

    private static HttpResponse<String> get(int port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
