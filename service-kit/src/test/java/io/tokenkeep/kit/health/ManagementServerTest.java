package io.tokenkeep.kit.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.tokenkeep.kit.ListenException;
import io.tokenkeep.kit.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

@Timeout(60)
class ManagementServerTest {
    private static final ManagementConfig FREE_PORT = new ManagementConfig("127.0.0.1", 0);

    private final Vertx vertx = Vertx.vertx();
    private final Health health = new Health();
    private final Metrics metrics = Metrics.of("the-service");
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final Checks checks = new Checks(vertx, now::get, Duration.ofMillis(500));
    private final HttpClient client = HttpClient.newHttpClient();
    private final ManagementServer server;

    ManagementServerTest() throws TimeoutException {
        server = ended(ManagementServer.start(vertx, FREE_PORT, health, metrics, checks));
    }

    @BeforeEach
    void addAComponentThatWorks() {
        health.add(Component.of("store", CheckResult::ok));
    }

    @AfterEach
    void close() throws TimeoutException {
        ended(server.close());
        ended(vertx.close());
        metrics.close();
    }

    @Test
    void failedComponentMakesTheServiceUnhealthyAndSaysWhy() throws Exception {
        health.add(Component.of("kafka", () -> CheckResult.failed("no broker answers")));

        HttpResponse<String> answer = get("/health");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(new JsonObject(answer.body())).isEqualTo(new JsonObject("""
                        {"status": "failed", "components": {
                           "store": {"status": "ok"},
                           "kafka": {"status": "failed", "reason": "no broker answers"}}}
                        """));
    }

    @Test
    void checkThatThrowsIsAFailureWithoutItsMessage() throws Exception {
        health.add(Component.of("kafka", () -> {
            throw new IllegalStateException("https://host/?access_token=hunter2");
        }));

        HttpResponse<String> answer = get("/health");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("IllegalStateException").doesNotContain("hunter2");
    }

    @Test
    void checkThatHangsIsAFailureAndHoldsNothingElse() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger started = new AtomicInteger();
        health.add(Component.of("kafka", () -> {
            started.incrementAndGet();
            return awaited(end);
        }));

        HttpResponse<String> answer = get("/health");
        now.set(Instant.EPOCH.plusSeconds(60));
        get("/health");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("no answer within 500 ms");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/metrics").statusCode()).isEqualTo(200);
        assertThat(started).hasValue(1);
        end.countDown();
    }

    @Test
    void ofTwoComponentsWithOneNameTheFailedOneIsReported() throws Exception {
        health.add(Component.of("store", () -> CheckResult.failed("full")));

        assertThat(get("/health").body()).contains("full");
    }

    @Test
    void takenPortIsOneLineNamingItAndTheSetting() {
        ManagementConfig taken = new ManagementConfig("127.0.0.1", server.port());

        assertThatThrownBy(() -> ended(ManagementServer.start(vertx, taken, health, metrics)))
                .isInstanceOf(ListenException.class)
                .hasMessageContaining("127.0.0.1:" + server.port())
                .hasMessageContaining("the port is taken; set management.port to another")
                .message()
                .hasLineCount(1);
    }

    @Test
    void unknownPathAndOtherMethodsAreRefused() throws Exception {
        HttpRequest post = HttpRequest.newBuilder(uri("/health"))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();

        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /health HTTP/1.1~Host: x~Content-Length: written-by-the-client~~ | 400
            GET /health HTTP/1.1~Host: x~Host: written-by-the-client~~           | 400
            GET /health HTTP/1.7~Host: x~~                                       | 505
            POST /health HTTP/1.1~Host: x~Expect: written-by-the-client~~        | 417
            """)
    void requestThatCannotBeReadIsRefusedWithoutALineInTheLog(String request, int status) throws Exception {
        Queue<ILoggingEvent> logged = new ConcurrentLinkedQueue<>();
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                logged.add(event);
            }
        };
        appender.start();
        Logger root = (Logger) LoggerFactory.getLogger("ROOT");
        root.addAppender(appender);

        String answer = raw(request.replace("~", "\r\n"));

        root.detachAppender(appender);
        assertThat(answer)
                .matches("(?s)HTTP/1\\.\\d " + status + " .*")
                .containsIgnoringCase("x-content-type-options: nosniff")
                .doesNotContain("written-by-the-client");
        assertThat(logged).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.INFO));
        assertThat(metrics.scrape()).contains("tokenkeep_http_requests_broken_total{listener=\"management\"");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void answerHoldsForASecond() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        health.add(Component.of("kafka", () -> {
            asked.incrementAndGet();
            return CheckResult.ok();
        }));

        get("/health");
        now.set(Instant.EPOCH.plusMillis(999));
        get("/health");
        assertThat(asked).hasValue(1);

        now.set(Instant.EPOCH.plusMillis(1000));
        get("/health");
        assertThat(asked).hasValue(2);
    }

    @Test
    void readinessIsJudgedApartFromTheComponents() throws Exception {
        AtomicReference<CheckResult> loaded = new AtomicReference<>(CheckResult.failed("reading"));
        health.add(Component.of("kafka", () -> CheckResult.failed("no broker answers")));
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);

        health.readyWhen(Component.of("pages", loaded::get));
        HttpResponse<String> early = get("/health/ready");
        loaded.set(CheckResult.ok());
        now.set(Instant.EPOCH.plusSeconds(5));

        assertThat(early.statusCode()).isEqualTo(503);
        assertThat(early.body()).contains("reading").doesNotContain("kafka");
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/health").statusCode()).isEqualTo(503);
    }

    @Test
    void healthyServiceSaysSo() throws Exception {
        HttpResponse<String> answer = get("/health?verbose=1");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
        assertThat(new JsonObject(answer.body()).getString("status")).isEqualTo("ok");
    }

    @Test
    void metricsAreInPrometheusForm() throws Exception {
        metrics.registry().counter("codes", "outcome", "issued").increment();

        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.headers().firstValue("content-type")).contains(Metrics.CONTENT_TYPE);
        assertThat(answer.body()).contains("codes_total{outcome=\"issued\",service=\"the-service\"} 1.0");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static CheckResult awaited(CountDownLatch end) {
        try {
            end.await();
            return CheckResult.ok();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CheckResult.failed(e);
        }
    }

    private static <T> T ended(Future<T> future) throws TimeoutException {
        return future.await(10, TimeUnit.SECONDS);
    }
}
