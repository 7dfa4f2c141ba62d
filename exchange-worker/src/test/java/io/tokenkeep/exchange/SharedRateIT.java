package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.TestSettings.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.exchange.Grants.Grant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** An app's rate is shared by connect link. */
class SharedRateIT extends BenchFixture {

    private static final int FLOOD = 60;
    private static final Pattern BACKLOG =
            Pattern.compile("tokenkeep_exchange_backlog\\{[^}]*lane=\"codes\"[^}]*} (\\d+)");

    @Test
    void nobodyWaitsForTheFloodOfAnothersLink() throws Exception {
        List<Grant> flood = new ArrayList<>();
        for (int i = 0; i < FLOOD; i++) {
            flood.add(grants.foreignCode("one-link", MAIN));
        }
        TestWorker worker = bench.start(bench.settings().with("apps." + MAIN + ".requests.per.second", "1"));
        await().until(() -> backlog(worker) > FLOOD / 2);

        Grant honest = grants.consentBy("another-link", MAIN);

        grants.await(honest, AuthorizationState.CONNECTED);
        Instant presented = firstPresentation(honest);
        // In the order of the topic all of them would come first.
        assertThat(flood.stream()
                        .filter(grant -> !grants.presentations(grant).isEmpty())
                        .filter(grant -> firstPresentation(grant).isBefore(presented)))
                .hasSizeLessThan(FLOOD - 10);
    }

    private Instant firstPresentation(Grant grant) {
        return grants.atProvider(grant).presentations().get(0).receivedAt();
    }

    private static int backlog(TestWorker worker) {
        Matcher backlog = BACKLOG.matcher(worker.metrics());
        return backlog.find() ? Integer.parseInt(backlog.group(1)) : 0;
    }
}
