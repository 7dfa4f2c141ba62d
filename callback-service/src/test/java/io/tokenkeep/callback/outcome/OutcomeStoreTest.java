package io.tokenkeep.callback.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.sandbox.MutableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutcomeStoreTest {

    private static final Duration PROMISED = Duration.ofHours(2);

    private final MutableClock clock = MutableClock.at("2026-11-23T08:00:00Z");
    private final List<AuthorizationOutcome> reported = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void floodOfOneLinkPushesNobodyElseOut() {
        OutcomeStore store = store(1000);
        for (int i = 0; i < 500; i++) {
            add(store, "honest" + i, "link" + i);
        }

        for (int i = 0; i < 100_000; i++) {
            add(store, "flood" + i, "flooding");
        }

        for (int i = 0; i < 500; i++) {
            assertThat(store.find("honest" + i)).isPresent();
        }
        assertThat(store.size()).isEqualTo(1000);
        assertThat(store.find("flood99999")).isPresent();
        assertThat(store.find("flood0")).isEmpty();
    }

    @Test
    void floodThroughTheStartPagePushesNobodyOutWhoWasSentALink() {
        OutcomeStore store = store(10);
        add(store, "honest", "link");

        for (int i = 0; i < 100; i++) {
            add(store, "flood" + i, null);
        }

        assertThat(store.find("honest")).isPresent();
    }

    @Test
    void whatIsOlderThanPromisedLeavesFirst() {
        OutcomeStore store = store(3);
        add(store, "old", "one");
        clock.advance(PROMISED);
        add(store, "a", "many");
        add(store, "b", "many");
        assertThat(store.find("old")).isPresent();

        add(store, "c", "many");

        assertThat(store.find("old")).isEmpty();
        assertThat(store.find("a")).isPresent();
        assertThat(store.check().isOk()).isTrue();
    }

    @Test
    void boundIsSeenComingAndHealthSaysWhenItIsReached() {
        OutcomeStore store = store(2);
        store.register(registry);
        add(store, "old", "one");
        clock.advance(PROMISED);
        add(store, "a", "two");
        assertThat(gauge("promised")).isEqualTo(1);
        assertThat(store.limit()).isEqualTo(2);
        add(store, "b", "three");
        assertThat(gauge("promised")).isEqualTo(2);
        assertThat(store.check().isOk()).isTrue();

        add(store, "c", "four");

        assertThat(gauge("dropped")).isEqualTo(1);
        assertThat(store.check().isOk()).isFalse();
        clock.advance(PROMISED);
        assertThat(store.check().isOk()).isTrue();
    }

    @Test
    void outcomesOfOneAuthorizationAreFolded() {
        OutcomeStore store = store(10);
        AuthorizationOutcome connected = FakeOutcomes.connected("a", "Ada");

        FakeOutcomes.add(store, FakeOutcomes.failed("a", AuthorizationReason.CODE_SPENT));
        FakeOutcomes.add(store, connected);
        FakeOutcomes.add(store, FakeOutcomes.failed("a", AuthorizationReason.CODE_SPENT));

        assertThat(store.find("a")).contains(connected);
        assertThat(store.size()).isEqualTo(1);
        assertThat(reported).extracting(AuthorizationOutcome::getState).contains(AuthorizationState.FAILED);
        assertThat(reported).hasSize(3);
    }

    private OutcomeStore store(int limit) {
        return new OutcomeStore(
                new OutcomeStore.Limits(limit, PROMISED), clock, (outcome, writtenAt) -> reported.add(outcome));
    }

    private void add(OutcomeStore store, String id, @Nullable String link) {
        store.add(
                id, FakeOutcomes.of(id, link, AuthorizationReason.CODE_SPENT), new RecordPlace(0, 0, clock.instant()));
    }

    private double gauge(String name) {
        return registry.get("tokenkeep.callback.outcomes." + name).gauge().value();
    }
}
