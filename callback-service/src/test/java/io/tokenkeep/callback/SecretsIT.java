package io.tokenkeep.callback;

import static io.tokenkeep.callback.TestBrowser.location;
import static io.tokenkeep.callback.TestBrowser.page;
import static io.tokenkeep.callback.TestService.REDIRECT;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.simulator.signing.SignedRequest;
import io.tokenkeep.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Codes, states, links, cookies and keys are followed through everything the service leaves behind, at TRACE. */
class SecretsIT {

    private static final List<String> LOGGERS = List.of("ROOT", "io.netty", "org.apache.kafka", "io.vertx");

    private static final String CLIENT_SECRET = "secret-of-the-app-for-this-test";

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Map<String, Level> levels = new HashMap<>();
    private final AppenderBase<ILoggingEvent> captured = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            String failure =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            lines.add(event.getLoggerName() + " " + event.getFormattedMessage() + " " + event.getKeyValuePairs()
                    + failure);
        }
    };

    @BeforeEach
    void listenToEverything() {
        for (String name : LOGGERS) {
            Logger logger = (Logger) LoggerFactory.getLogger(name);
            levels.put(name, logger.getLevel());
            logger.setLevel(Level.TRACE);
        }
        captured.start();
        ((Logger) LoggerFactory.getLogger("ROOT")).addAppender(captured);
    }

    @AfterEach
    void listenNoMore() {
        ((Logger) LoggerFactory.getLogger("ROOT")).detachAppender(captured);
        levels.forEach((name, level) -> ((Logger) LoggerFactory.getLogger(name)).setLevel(level));
    }

    @Test
    void noSecretIsLoggedMeasuredShownOrWrittenInClear() {
        List<String> secrets = new ArrayList<>();
        List<String> bodies = new ArrayList<>();
        String metrics;
        List<String> topics = new ArrayList<>();
        try (LocalKafka kafka = LocalKafka.start()) {
            try (TestService service = TestService.start(TestSettings.of(kafka.bootstrapServers())
                            .with("publish.timeout", "1s")
                            .with("apps.threads-main.client.secrets", CLIENT_SECRET)
                            .with("apps.other.client.secrets", CLIENT_SECRET)
                            .with("paste.enabled", "true"))
                    .awaitHealthy()) {
                TestBrowser browser = service.browser();
                String link = service.link("Client");
                secrets.add(link.replaceAll(".*link=", ""));
                var connected = browser.get(link);
                secrets.add(connected
                        .headers()
                        .firstValue("Set-Cookie")
                        .orElseThrow()
                        .replaceAll("[^=]+=([^;]+).*", "$1"));
                String state = browser.begin(link);
                secrets.add(state);
                for (String code : List.of("AQBsecretOne", "AQBsecretTwo", "AQBsecretThree", "AQBsecretFour")) {
                    secrets.add(code);
                }
                var taken = browser.get(REDIRECT + "?code=AQBsecretOne%23_&state=" + state);
                bodies.add(browser.get(location(taken)).body());
                bodies.add(location(taken));
                bodies.add(browser.get(REDIRECT + "?code=AQBsecretTwo&code=x&state=" + state)
                        .body());
                bodies.add(browser.get(REDIRECT + "?code=AQBsecretTwo&state=" + state + "x")
                        .body());
                bodies.add(browser.get(REDIRECT + "?code=%80&state=" + state).body());
                bodies.add(browser.get(REDIRECT + "?state=" + state + "&code=AQBsecretTwo" + "c".repeat(9000))
                        .body());
                bodies.add(browser.method("POST", REDIRECT + "?code=AQBsecretTwo&state=" + state)
                        .body());
                bodies.add(browser.get("/connect/other?" + link.replaceAll(".*\\?", ""))
                        .body());
                bodies.add(browser.post("/paste/threads-main", "address", "x?code=AQBsecretThree&state=" + state)
                        .body());
                String signed = SignedRequest.of(
                        "{\"algorithm\":\"HMAC-SHA256\",\"issued_at\":"
                                + Instant.now().getEpochSecond() + ",\"user_id\":\"1\"}",
                        CLIENT_SECRET);
                secrets.add(CLIENT_SECRET);
                secrets.addAll(List.of(signed.split("\\.")));
                String deletion = "/callback/threads-main/delete";
                bodies.add(browser.post(deletion, "signed_request", signed).body());
                bodies.add(
                        browser.post(deletion, "signed_request", signed + "x").body());
                bodies.add(browser.get(deletion + "?signed_request=" + signed).body());
                bodies.add(browser.post("/callback/nosuch/delete", "signed_request", signed)
                        .body());
                for (String topic : Topics.catalogue().keySet()) {
                    if (TestSettings.minimal().config().broker().needs().contains(topic)) {
                        new TestTopics(kafka)
                                .read(topic)
                                .forEach(record -> topics.add(new String(record.value(), StandardCharsets.ISO_8859_1)));
                    }
                }
                kafka.stop();
                var silent = browser.get(REDIRECT + "?code=AQBsecretFour&state=" + state);
                assertThat(page(silent)).isEqualTo("503 try-again");
                bodies.add(silent.body());
                metrics = service.scrape();
            }
        }
        secrets.add(TestSettings.STATE_KEYS.replaceAll(".*\"k\":\"([^\"]+)\".*", "$1"));
        secrets.add(TestSettings.CODES_KEYS.replaceAll(".*\"k\":\"([^\"]+)\".*", "$1"));

        assertThat(lines).hasSizeGreaterThan(100);
        assertThat(topics).hasSize(3);
        for (String secret : secrets) {
            assertThat(secret).hasSizeGreaterThan(10);
            assertThat(lines).noneMatch(line -> line.contains(secret));
            assertThat(bodies).noneMatch(body -> body.contains(secret));
            assertThat(topics).noneMatch(record -> record.contains(secret));
            assertThat(metrics).doesNotContain(secret);
        }
    }
}
