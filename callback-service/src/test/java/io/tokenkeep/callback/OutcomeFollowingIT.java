package io.tokenkeep.callback;

import static io.tokenkeep.callback.TestBrowser.location;
import static io.tokenkeep.callback.TestBrowser.page;
import static io.tokenkeep.callback.TestService.LIMIT;
import static io.tokenkeep.callback.TestService.REDIRECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.callback.outcome.FakeOutcomes;
import io.tokenkeep.sandbox.MutableClock;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class OutcomeFollowingIT {

    @Test
    void pageFollowsItsOutcomeAlsoAfterARestart(LocalKafka kafka) {
        TestTopics topics = new TestTopics(kafka);
        String path;
        try (TestService service = start(kafka)) {
            TestBrowser browser = service.browser();
            path = location(browser.get(REDIRECT + "?code=AQB-follow&state=" + browser.begin(service.link("Client"))));
            String id = path.replaceAll("/authorizations/([^?]+).*", "$1");

            assertThat(page(browser.get(path))).isEqualTo("200 working");
            topics.write(
                    FakeOutcomes.waiting(id, AuthorizationReason.RATE_LIMITED, Instant.parse("2026-11-23T09:00:00Z")));
            await().atMost(LIMIT).until(() -> page(browser.get(path)).equals("200 waiting"));
            assertThat(browser.get(path).body()).contains("23 November 2026");

            topics.write(FakeOutcomes.failed(id, AuthorizationReason.CODE_SPENT));
            await().atMost(LIMIT).until(() -> page(browser.get(path)).equals("200 already-used"));

            topics.write(FakeOutcomes.connected(id, "Ada <b>Lovelace</b>"));
            topics.write(FakeOutcomes.failed(id, AuthorizationReason.CODE_EXPIRED));
            await().atMost(LIMIT).until(() -> page(browser.get(path)).equals("200 connected"));
            assertThat(browser.get(path).body())
                    .contains("Ada &lt;b&gt;Lovelace&lt;/b&gt;")
                    .doesNotContain("Client");
        }

        try (TestService again = start(kafka)) {
            assertThat(page(again.browser().get(path))).isEqualTo("200 connected");
        }
    }

    @Test
    void unreadableOutcomeIsSetAsideAndTheNextIsRead(LocalKafka kafka) {
        TestTopics topics = new TestTopics(kafka);
        try (TestService service = start(kafka)) {
            byte[] key = "p".repeat(22).getBytes(StandardCharsets.UTF_8);
            String outcomes = Topics.AUTHORIZATION_OUTCOMES.name();
            topics.write(new ProducerRecord<>(outcomes, 0, key, "poison".getBytes(StandardCharsets.UTF_8)));
            topics.write(new ProducerRecord<>(outcomes, 0, key, null));
            topics.write(new ProducerRecord<>(
                    outcomes,
                    0,
                    key,
                    Topics.AUTHORIZATION_OUTCOMES.codec().encode(FakeOutcomes.connected("q".repeat(22), "Eve"))));
            topics.write(new ProducerRecord<>(
                    outcomes,
                    0,
                    key,
                    Topics.AUTHORIZATION_OUTCOMES.codec().encode(FakeOutcomes.connected("p".repeat(22), "Ada"))));

            TestBrowser browser = service.browser();
            await().atMost(LIMIT).until(() -> page(browser.get("/authorizations/" + "p".repeat(22)))
                    .equals("200 connected"));
            await().atMost(LIMIT)
                    .until(() -> topics.read(Topics.DEAD_LETTERS_NAME).size() == 3);

            List<ConsumerRecord<byte[], byte[]>> dead = topics.read(Topics.DEAD_LETTERS_NAME);
            assertThat(dead).allSatisfy(record -> {
                assertThat(record.key()).isEqualTo(key);
                assertThat(record.headers().lastHeader("topic").value())
                        .asString()
                        .isEqualTo(outcomes);
                assertThat(record.headers().lastHeader("reason").value())
                        .asString()
                        .doesNotContain("poison");
            });
            assertThat(page(browser.get("/authorizations/" + "q".repeat(22)))).isEqualTo("404 not-known");
        }
    }

    @Test
    void unknownAuthorizationIsAtWorkForItsHourAndThenNotKnown(LocalKafka kafka) {
        MutableClock clock = MutableClock.at(Instant.now());
        try (TestService service = TestService.start(TestSettings.of(kafka.bootstrapServers()), clock)
                .awaitHealthy()) {
            TestBrowser browser = service.browser();
            String path =
                    location(browser.get(REDIRECT + "?code=AQB-silence&state=" + browser.begin(service.link(null))));

            clock.advance(Duration.ofMinutes(119));
            assertThat(page(browser.get(path))).isEqualTo("200 working");
            clock.advance(Duration.ofMinutes(2));
            assertThat(page(browser.get(path))).isEqualTo("404 not-known");
            assertThat(page(browser.get(path.replaceAll("until=.*", "until=99999999999999999999"))))
                    .isEqualTo("404 not-known");
        }
    }

    private static TestService start(LocalKafka kafka) {
        return TestService.start(TestSettings.of(kafka.bootstrapServers())).awaitHealthy();
    }
}
