package io.tokenkeep.callback;

import static io.tokenkeep.callback.TestBrowser.location;
import static io.tokenkeep.callback.TestBrowser.page;
import static io.tokenkeep.callback.TestService.LIMIT;
import static io.tokenkeep.callback.TestService.REDIRECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.callback.outcome.FakeOutcomes;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BrokerOutageIT {

    @Test
    void outageIsReportedAndTheSameRedirectSucceedsAfterIt() {
        try (LocalKafka kafka = LocalKafka.start();
                TestService service = start(kafka).awaitHealthy()) {
            TestBrowser browser = service.browser();
            String before = REDIRECT + "?code=AQB-before&state=" + browser.begin(service.link("Before"));
            String during = REDIRECT + "?code=AQB-during&state=" + browser.begin(service.link("During"));
            browser.get(before);

            kafka.stop();
            HttpResponse<String> silent = browser.get(during);

            assertThat(page(silent)).isEqualTo("503 try-again");
            assertThat(silent.headers().firstValue("Retry-After")).isPresent();
            assertThat(silent.headers().firstValue("Refresh")).contains("10; url=" + during);
            assertThat(silent.body()).doesNotContain("AQB-during", "state=");
            assertThat(page(browser.get(location(browser.get(before))))).isEqualTo("200 working");
            assertThat(service.check("kafka").isOk()).isFalse();

            kafka.restart();
            await().atMost(LIMIT).until(() -> browser.get(during).statusCode() == 303);

            assertThat(new TestTopics(kafka).codes().stream().map(AuthorizationCode::getClient))
                    .contains("Before", "During");
            String id = location(browser.get(during)).replaceAll("/authorizations/([^?]+).*", "$1");
            new TestTopics(kafka).write(FakeOutcomes.connected(id, "Ada"));
            await().atMost(LIMIT).until(() -> page(browser.get(location(browser.get(during))))
                    .equals("200 connected"));
        }
    }

    @Test
    void nothingPilesUpWhileTheBrokerIsAway() {
        try (LocalKafka kafka = LocalKafka.start();
                TestService service = start(kafka).awaitHealthy()) {
            TestBrowser browser = service.browser();
            List<String> redirects = IntStream.range(0, 40)
                    .mapToObj(i -> REDIRECT + "?code=AQB-" + i + "&state=" + browser.begin(service.link(null)))
                    .toList();
            kafka.stop();

            List<CompletableFuture<String>> answers = redirects.stream()
                    .map(redirect -> CompletableFuture.supplyAsync(() -> page(browser.get(redirect))))
                    .toList();

            assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo("503 try-again"));
            await().atMost(LIMIT).until(() -> service.value("tokenkeep.callback.publish.in.flight") == 0);
        }
    }

    @Test
    void serviceStartsBeforeItsBrokers() {
        try (LocalKafka kafka = LocalKafka.start()) {
            kafka.stop();
            try (TestService service = start(kafka)) {
                TestBrowser browser = service.browser();
                String redirect = REDIRECT + "?code=AQB-early&state=" + browser.begin(service.link("Early"));

                assertThat(page(browser.get(redirect))).isEqualTo("503 try-again");
                assertThat(page(browser.get("/authorizations/" + "x".repeat(22))))
                        .isEqualTo("200 working");
                assertThat(service.check("kafka").isOk()).isFalse();
                assertThat(service.check("outcomes").isOk()).isFalse();

                kafka.restart();
                service.awaitHealthy();
                assertThat(browser.get(redirect).statusCode()).isEqualTo(303);
            }
        }
    }

    @Test
    void unfitTopicsEndTheService() {
        try (LocalKafka kafka = LocalKafka.start();
                TestService service = TestService.start(
                        TestSettings.of(kafka.bootstrapServers()).with("topics.create", "false"))) {

            assertThat(service.running().ended().toCompletableFuture())
                    .succeedsWithin(LIMIT)
                    .hasToString("FAILED");
        }
    }

    private static TestService start(LocalKafka kafka) {
        return TestService.start(TestSettings.of(kafka.bootstrapServers())
                .with("publish.timeout", "2s")
                .with("publish.in.flight", "16"));
    }
}
