package io.tokenkeep.callback;

import static io.tokenkeep.callback.TestService.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What comes of requests that break off or are no HTTP: an answer with our headers, a count, and next to nothing logged. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenRequestsTest {

    private static final String TEXT = "written-by-the-client";
    private static final List<String> POSTS =
            List.of("/paste/threads-main", "/callback/threads-main/deauthorize", "/callback/threads-main/delete");

    private final Queue<ILoggingEvent> logged = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            logged.add(event);
        }
    };

    private TestService service;

    @BeforeAll
    void start() {
        service = TestService.start(TestSettings.minimal()
                .with("public.port", "0")
                .with("paste.enabled", "true")
                .with("apps.threads-main.client.secrets", "the-secret"));
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @BeforeEach
    void listen() {
        for (String name : List.of("io.vertx", "io.netty", "io.tokenkeep")) {
            ((Logger) LoggerFactory.getLogger(name)).setLevel(Level.DEBUG);
        }
        logged.clear();
        appender.start();
        ((Logger) LoggerFactory.getLogger("ROOT")).addAppender(appender);
    }

    @AfterEach
    void nothingOfTheClientsIsLogged() {
        ((Logger) LoggerFactory.getLogger("ROOT")).detachAppender(appender);
        for (String name : List.of("io.vertx", "io.netty", "io.tokenkeep")) {
            ((Logger) LoggerFactory.getLogger(name)).setLevel(null);
        }
        List<ILoggingEvent> ofRequests = logged.stream()
                // No broker answers here, which is logged too.
                .filter(event -> !event.getLoggerName().startsWith("org.apache.kafka")
                        && !event.getLoggerName().endsWith("BrokerConnection"))
                .toList();
        assertThat(ofRequests).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.INFO));
        assertThat(ofRequests).noneMatch(event -> event.getThrowableProxy() != null);
        assertThat(ofRequests)
                .noneMatch(event -> (event.getFormattedMessage() + event.getKeyValuePairs()).contains(TEXT));
    }

    static Stream<String> posts() {
        return POSTS.stream();
    }

    @ParameterizedTest
    @MethodSource("posts")
    void malformedChunkIsABadRequest(String path) {
        String answer = answer("POST " + path + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\n\r\n" + TEXT + "\r\n");

        assertRefused(answer, 400);
        awaitCounted("malformed");
    }

    @ParameterizedTest
    @MethodSource("posts")
    void malformedMultipartIsABadRequest(String path) {
        String body = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Type: text/plain; charset=" + TEXT
                + "\r\n\r\nx\r\n--b--\r\n";

        assertRefused(post(path, "multipart/form-data; boundary=b", body), 400);
        awaitCounted("form-malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data; boundary=;", "multipart/form-data; ;", "multipart/form-data"})
    void multipartWithoutABoundaryIsABadRequest(String type) {
        for (String path : POSTS) {
            assertRefused(post(path, type, "--\r\n" + TEXT), 400);
        }
    }

    @ParameterizedTest
    @MethodSource("posts")
    void abortedUploadIsCountedAndSaysNothing(String path) {
        double before = counted("aborted");

        try (RawClient client = new RawClient(service.running().publicPort())) {
            client.send("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\n\r\nsigned_request=" + TEXT);
        }

        await().atMost(LIMIT).until(() -> counted("aborted") > before);
    }

    @Test
    void headThatBreaksOffIsCounted() {
        double before = counted("aborted");

        try (RawClient client = new RawClient(service.running().publicPort())) {
            client.send("GET / HTTP/1.1\r\nHost: " + TEXT + "\r\n");
        }

        await().atMost(LIMIT).until(() -> counted("aborted") > before);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            GET / HTTP/1.2~Host: x~~                                              | 505 | http-version
            GET / HTTP/2.0~Host: x~~                                              | 505 | http-version
            POST /paste/threads-main HTTP/1.1~Host: x~Content-Length: 1~Expect: written-by-the-client~~x | 417 | expectation
            GET / HTTP/1.1~Host: x~Expect: written-by-the-client~~                | 417 | expectation
            GET / HTTP/1.1~Host: x~Host: written-by-the-client~~                  | 400 | host
            GET / HTTP/1.1~Host: x~Content-Length: written-by-the-client~~        | 400 | malformed
            GET / written-by-the-client~~                                         | 400 | malformed
            written-by-the-client~~                                               | 400 | malformed
            """)
    void whatTheLibraryWouldAnswerIsAnsweredByUs(String request, int status, String reason) {
        double before = counted(reason);

        assertRefused(answer(request.replace("~", "\r\n")), status);

        assertThat(counted(reason)).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: written-by-the-client:x\r\n"})
    void requestWithoutAHostIsABadRequest(String host) {
        assertRefused(answer("GET / HTTP/1.1\r\n" + host + "\r\n"), 400);
    }

    @Test
    void plainHttpHasNoStrictTransportSecurity() {
        assertThat(answer("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .doesNotContain("Strict-Transport-Security");
    }

    @Test
    void brokenRequestsThatRepeatAreLoggedOnceAMinute() {
        for (int i = 0; i < 50; i++) {
            answer("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: " + TEXT + "\r\n\r\n");
        }

        assertThat(logged.stream().filter(event -> event.getLoggerName().contains("BrokenRequests")))
                .hasSizeLessThan(5);
    }

    private String post(String path, String type, String body) {
        return answer("POST " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " + body.length()
                + "\r\nContent-Type: " + type + "\r\n\r\n" + body);
    }

    private String answer(String request) {
        return RawClient.answer(service.running().publicPort(), request);
    }

    private static void assertRefused(String answer, int status) {
        assertThat(answer)
                .matches("(?s)HTTP/\\d\\.\\d " + status + " .*")
                .containsIgnoringCase("content-security-policy: default-src 'none'")
                .containsIgnoringCase("cache-control: no-store")
                .doesNotContain(TEXT);
    }

    private void awaitCounted(String reason) {
        await().atMost(LIMIT).until(() -> counted(reason) > 0);
    }

    private double counted(String reason) {
        return service.scrape()
                .lines()
                .filter(line -> line.startsWith("tokenkeep_http_requests_broken_total{")
                        && line.contains("reason=\"" + reason + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
