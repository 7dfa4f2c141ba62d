package io.tokenkeep.callback.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutcomeStoreTest {

    private final OutcomeStore store = new OutcomeStore(2);

    @Test
    void oldestLeavesFirst() {
        store.add(FakeOutcomes.connected("a", "A"));
        store.add(FakeOutcomes.connected("b", "B"));
        store.add(FakeOutcomes.connected("c", "C"));

        assertThat(store.find("a")).isEmpty();
        assertThat(store.find("b")).isPresent();
        assertThat(store.find("c")).isPresent();
        assertThat(store.size()).isEqualTo(2);
    }

    @Test
    void outcomesOfOneConsentAreFolded() {
        store.add(FakeOutcomes.waiting("a", AuthorizationReason.RATE_LIMITED, Instant.EPOCH));
        store.add(FakeOutcomes.connected("a", "A"));
        store.add(FakeOutcomes.failed("a", AuthorizationReason.CODE_SPENT));

        assertThat(store.find("a").orElseThrow().getState()).isEqualTo(AuthorizationState.CONNECTED);
        assertThat(store.size()).isEqualTo(1);
    }
}
