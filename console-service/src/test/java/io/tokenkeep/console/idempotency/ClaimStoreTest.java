package io.tokenkeep.console.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.IdempotentRequest;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.sandbox.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ClaimStoreTest {

    private static final Instant START = Instant.parse("2026-11-29T10:00:00Z");

    private final MutableClock clock = MutableClock.at(START);
    private final ClaimStore store = new ClaimStore(2, clock);

    @Test
    void firstRecordOfAKeyDecidesForBothWriters() {
        CompletableFuture<IdempotentRequest> waiting = store.expect("key");
        add("key", "first");
        add("key", "second");

        assertThat(waiting.join().getClaimId()).isEqualTo("first");
        assertThat(store.find("key").orElseThrow().getClaimId()).isEqualTo("first");
    }

    @Test
    void keyIsFreeAgainAfterADay() {
        add("key", "first");
        clock.advance(Duration.ofHours(24));
        assertThat(store.find("key")).isEmpty();

        add("key", "next day");
        add("key", "late");
        assertThat(store.find("key").orElseThrow().getClaimId()).isEqualTo("next day");
    }

    @Test
    void oldestKeyIsForgottenAtTheBoundAndHealthSaysSoForADay() {
        add("one", "1");
        clock.advance(Duration.ofHours(1));
        add("two", "2");
        add("three", "3");

        assertThat(store.find("one")).isEmpty();
        assertThat(store.find("two")).isPresent();
        assertThat(store.check().isOk()).isFalse();
        clock.advance(Duration.ofHours(23));
        assertThat(store.check().isOk()).isTrue();
    }

    @Test
    void expiredKeyMakesRoomWithoutAWarning() {
        add("one", "1");
        add("two", "2");
        clock.advance(Duration.ofHours(25));
        add("three", "3");

        assertThat(store.check().isOk()).isTrue();
        assertThat(store.size()).isEqualTo(1);
    }

    private void add(String key, String claim) {
        store.add(
                key,
                new IdempotentRequest(key, claim, "createClient", "hash", clock.instant()),
                new RecordPlace(0, 0, clock.instant()));
    }
}
