package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.TestSettings.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.exchange.Grants.Grant;
import io.tokenkeep.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A topic that is missing keeps only its own records waiting, and health names it. */
class MissingTopicIT extends BenchFixture {

    @Test
    void withoutTokensCheckpointsAreStillWrittenAndEverythingConnectsAfterwards() throws Exception {
        TestWorker worker = bench.start(bench.settings());
        grants.await(grants.consent(MAIN), AuthorizationState.CONNECTED);
        bench.deleteTopic(Topics.TOKENS.name());
        List<Grant> waiting = new ArrayList<>(consents());
        await().untilAsserted(
                        () -> assertThat(worker.check("lane-codes").failure()).contains("on " + Topics.TOKENS.name()));

        List<Grant> later = consents();
        later.forEach(this::awaitCheckpoint);

        waiting.forEach(this::awaitCheckpoint);
        bench.createTopics();
        waiting.addAll(later);
        waiting.forEach(grant -> grants.await(grant, AuthorizationState.CONNECTED));
        await().until(() -> worker.check("lane-codes").isOk());
    }

    private void awaitCheckpoint(Grant grant) {
        bench.tail(Topics.AUTHORIZATION_PROGRESS.name())
                .await(record -> TopicTail.hasKey(record, grant.id()) && record.value() != null);
    }

    private List<Grant> consents() throws Exception {
        List<Grant> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(grants.consent(MAIN));
        }
        return made;
    }
}
