package io.tokenkeep.callback.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.sandbox.MutableClock;
import java.time.Duration;
import java.time.Instant;
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
    void pageOfAConsentThatWaitsIsPromisedUntilItsResultCouldBeSeenAndNoWorkPushesItOut() {
        OutcomeStore store = store(3);
        Instant until = clock.instant().plus(Duration.ofDays(6));
        waiting(store, "waits", until);
        for (int hour = 0; hour < 6 * 24; hour++) {
            add(store, "other" + hour, "many");
            clock.advance(Duration.ofHours(1));
        }
        assertThat(store.find("waits")).isPresent();
        assertThat(store.size()).isEqualTo(3);
        assertThat(store.check().isOk()).as("nothing left before its time").isTrue();

        FakeOutcomes.add(store, confirmed("waits", clock.instant()));
        clock.advance(PROMISED.minusSeconds(1));
        fill(store, "after");
        assertThat(store.find("waits").orElseThrow().getState()).isEqualTo(AuthorizationState.CONNECTED);

        clock.advance(Duration.ofSeconds(1));
        add(store, "last", "many");
        assertThat(store.find("waits")).isEmpty();
    }

    @Test
    void resultIsShownAtLeastUntilTheTimeThatThePersonRead() {
        OutcomeStore store = store(2);
        waiting(store, "waits", clock.instant().plus(Duration.ofDays(3)));
        clock.advance(Duration.ofHours(1));
        FakeOutcomes.add(store, confirmed("waits", clock.instant()));
        clock.advance(Duration.ofDays(2));

        fill(store, "later");

        assertThat(store.find("waits").orElseThrow().getState()).isEqualTo(AuthorizationState.CONNECTED);
    }

    @Test
    void wrongEndOfAWaitHoldsAPlaceForNoLongerThanTheLongestWait() {
        OutcomeStore store = store(2);
        waiting(store, "waits", Instant.parse("2036-01-01T00:00:00Z"));
        clock.advance(OutcomeStore.LONGEST_WAIT.plus(PROMISED));

        fill(store, "later");

        assertThat(store.find("waits")).isEmpty();
        assertThat(store.check().isOk()).isTrue();
    }

    @Test
    void consentsThatWaitAreBoundedToo() {
        OutcomeStore store = store(3);
        for (int i = 0; i < 5; i++) {
            waiting(store, "waits" + i, clock.instant().plus(Duration.ofDays(6)));
        }

        assertThat(store.size()).isEqualTo(3);
        assertThat(store.find("waits0")).isEmpty();
        assertThat(store.find("waits4")).isPresent();
        assertThat(store.check().isOk()).isFalse();
    }

    @Test
    void whatIsReadAtTheStartIsHeldOnlyIfItsPageIsPromised() {
        OutcomeStore store = store(10);
        RecordPlace threeDaysAgo = new RecordPlace(0, 0, clock.instant().minus(Duration.ofDays(3)));
        AuthorizationOutcome waiting = FakeOutcomes.waiting(
                "waits",
                AuthorizationReason.AWAITING_CONFIRMATION,
                clock.instant().plus(Duration.ofDays(1)));

        store.add("waits", waiting, threeDaysAgo);
        store.add("over", FakeOutcomes.connected("over", "Ada"), threeDaysAgo);
        store.add(
                "short",
                FakeOutcomes.waiting("short", AuthorizationReason.RATE_LIMITED, clock.instant()),
                threeDaysAgo);
        store.nowCaughtUp();
        store.add("late", FakeOutcomes.connected("late", "Eve"), threeDaysAgo);

        assertThat(store.find("waits")).contains(waiting);
        assertThat(store.find("over")).isEmpty();
        assertThat(store.find("short")).isEmpty();
        assertThat(store.find("late")).as("this instance was cut off").isPresent();
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

    /** Brings the store to its bound with outcomes whose pages are promised. */
    private void fill(OutcomeStore store, String prefix) {
        for (int i = 0; i < store.limit(); i++) {
            add(store, prefix + i, "many");
        }
    }

    private void waiting(OutcomeStore store, String id, Instant until) {
        store.add(
                id,
                FakeOutcomes.waiting(id, AuthorizationReason.AWAITING_CONFIRMATION, until),
                new RecordPlace(0, 0, clock.instant()));
    }

    private static AuthorizationOutcome confirmed(String id, Instant at) {
        return AuthorizationOutcome.newBuilder(FakeOutcomes.connected(id, "Ada"))
                .setDecidedAt(at)
                .build();
    }

    private double gauge(String name) {
        return registry.get("tokenkeep.callback.outcomes." + name).gauge().value();
    }
}
