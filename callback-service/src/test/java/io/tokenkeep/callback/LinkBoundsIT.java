package io.tokenkeep.callback;

import static io.tokenkeep.callback.TestBrowser.page;
import static io.tokenkeep.callback.TestService.LIMIT;
import static io.tokenkeep.callback.TestService.REDIRECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.callback.outcome.FakeOutcomes;
import io.tokenkeep.sandbox.kafka.KafkaExtension;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two instances over one topic, and one that is started again. */
@ExtendWith(KafkaExtension.class)
class LinkBoundsIT {

    @Test
    void everyInstanceCountsWhatAllTookAndARestartForgetsNothing(LocalKafka kafka) {
        TestTopics topics = new TestTopics(kafka);
        TestSettings settings = TestSettings.of(kafka.bootstrapServers()).with("link.codes.per.hour", "4");
        String link;
        try (TestService one = TestService.start(settings).awaitHealthy();
                TestService other = TestService.start(settings).awaitHealthy()) {
            link = one.link("Client");
            bring(one, link, "a", 303);
            bring(one, link, "b", 303);
            bring(other, link, "c", 303);
            answer(topics);

            await().atMost(LIMIT).until(() -> one.value("tokenkeep.callback.outcomes.held") == 3);
            await().atMost(LIMIT).until(() -> other.value("tokenkeep.callback.outcomes.held") == 3);
            bring(other, link, "d", 303);
            bring(other, link, "e", 429);
            answer(topics);
            await().atMost(LIMIT).until(() -> one.value("tokenkeep.callback.outcomes.held") == 4);
            bring(one, link, "e", 429);
        }

        try (TestService again = TestService.start(settings).awaitHealthy()) {
            bring(again, link, "e", 429);
            bring(again, again.link("Client"), "e", 303);
        }
    }

    private static void bring(TestService service, String link, String code, int status) {
        TestBrowser browser = service.browser();
        String redirect = REDIRECT + "?code=AQB-" + code + "&state=" + browser.begin(link);
        assertThat(browser.get(redirect).statusCode()).isEqualTo(status);
        if (status == 429) {
            assertThat(page(browser.get(redirect))).isEqualTo("429 link-used-up");
        }
    }

    private static void answer(TestTopics topics) {
        topics.codes()
                .forEach(code -> topics.write(FakeOutcomes.of(
                        code.getAuthorizationId(), code.getLink(), AuthorizationReason.PROVIDER_UNAVAILABLE)));
    }
}
