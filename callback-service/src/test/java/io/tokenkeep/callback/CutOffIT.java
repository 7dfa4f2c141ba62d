package io.tokenkeep.callback;

import static io.tokenkeep.callback.TestBrowser.page;
import static io.tokenkeep.callback.TestService.LIMIT;
import static io.tokenkeep.callback.TestService.REDIRECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.link.LinkKeys;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.topic.Topics;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A callback-service that reaches the broker through a network that is cut, while the rest of the installation goes on. */
class CutOffIT {

    @Test
    void linkRevokedMeanwhileIsRefusedFromTheFirstAnswerAfterTheCutAndNothingOfItIsPublished() {
        try (CuttableNetwork network = new CuttableNetwork();
                LocalKafka kafka = network.broker()) {
            TestTopics topics = new TestTopics(kafka);
            try (TestService service = TestService.start(TestSettings.of(network.bootstrapServers())
                    .with("links.keys", LinkKeys.publicPart(ConsoleLinksIT.KEYS)))) {
                service.awaitHealthy();
                ConnectLink link = ConsoleLinksIT.link("cut-off", 1, null);
                topics.write(Topics.CONNECT_LINKS.record(link.getLinkId(), link));
                TestBrowser browser = service.browser();
                String path = ConsoleLinksIT.path(link);
                await().atMost(LIMIT).until(() -> page(browser.get(path)).equals("200 link"));
                String back = REDIRECT + "?code=AQB-cut&state="
                        + TestBrowser.state(browser.post(path, "app", "threads-main"));

                network.cut();
                topics.write(Topics.CONNECT_LINKS.record(
                        link.getLinkId(), ConsoleLinksIT.link("cut-off", 2, Instant.now())));
                assertThat(page(browser.get(back))).isEqualTo("503 try-again");
                await().alias("no link counts without Kafka").atMost(LIMIT).until(() -> page(browser.get(path))
                        .equals("503 link-not-yet"));

                network.mend();
                await().atMost(LIMIT).until(() -> page(browser.get(back)), page -> {
                    assertThat(page).isIn("503 try-again", "410 link-revoked");
                    return page.equals("410 link-revoked");
                });
                assertThat(topics.codes()).noneMatch(code -> link.getLinkId().equals(code.getConnectLink()));
            }
        }
    }
}
