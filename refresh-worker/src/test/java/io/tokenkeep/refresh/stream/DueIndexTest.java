package io.tokenkeep.refresh.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

class DueIndexTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private final KeyValueStore<Bytes, byte[]> store = store();
    private final DueIndex index = new DueIndex(store);

    @Test
    void agreesWithATreeMapWhateverHappens() {
        Random random = new Random(4711);
        TreeMap<DueKey, Boolean> expected =
                new TreeMap<>(Comparator.comparing(DueKey::at).thenComparing(DueKey::account));
        Instant now = START;
        for (int step = 0; step < 20_000; step++) {
            DueKey key = new DueKey(now.plusMillis(random.nextInt(4000) - 1000), "app:" + random.nextInt(500));
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    index.put(key);
                    expected.put(key, true);
                }
                case 2 -> {
                    DueKey held = expected.ceilingKey(key);
                    if (held != null) {
                        index.remove(held);
                        expected.remove(held);
                    }
                }
                default -> {
                    now = now.plusMillis(random.nextInt(50));
                    List<DueKey> due = index.due(now, 7);
                    Instant limit = now;
                    assertThat(due)
                            .isEqualTo(expected.keySet().stream()
                                    .filter(held -> !held.at().isAfter(limit))
                                    .limit(7)
                                    .toList());
                    due.forEach(done -> {
                        index.remove(done);
                        expected.remove(done);
                    });
                }
            }
        }
    }

    @Test
    void whatIsLeftOverComesWithTheNextLook() {
        index.put(new DueKey(START, "app:1"));
        index.put(new DueKey(START, "app:2"));

        assertThat(index.due(START, 1)).containsExactly(new DueKey(START, "app:1"));
        index.remove(new DueKey(START, "app:1"));
        assertThat(index.due(START, 1)).containsExactly(new DueKey(START, "app:2"));
    }

    @Test
    void idleLookTouchesNoStore() {
        index.put(new DueKey(START.plusSeconds(60), "app:1"));
        index.due(START, 10);
        store.close();

        assertThat(index.due(START.plusSeconds(59), 10)).isEmpty();
    }

    @Test
    void restoredStoreIsReadFromItsStart() {
        store.put(new DueKey(Instant.ofEpochMilli(-5), "app:1").bytes(), new byte[] {1});

        assertThat(index.due(START, 10)).hasSize(1);
        try (KeyValueIterator<Bytes, byte[]> left = store.all()) {
            assertThat(left).hasNext();
        }
    }

    @Test
    void lookCostsWhatIsDueAndNotWhatExists() {
        CountingStore counting = new CountingStore(store);
        DueIndex large = new DueIndex(counting);
        for (int i = 0; i < 1_000_000; i++) {
            large.put(new DueKey(START.plusMillis(i), "app:" + i));
        }
        large.due(START.minusMillis(1), 500);
        counting.reset();

        assertThat(large.due(START.minusMillis(1), 500)).isEmpty();
        assertThat(counting.calls()).isZero();
        assertThat(large.due(START.plusMillis(10_000), 500)).hasSize(500);
        assertThat(counting.steps()).isEqualTo(501);
        assertThat(large.due(START.plusMillis(9_999), 20_000)).hasSize(10_000);
        assertThat(counting.steps()).isEqualTo(501 + 10_001);
    }

    @Test
    void whatWasWorkedOffIsNotWalkedOverAfterTheFirstLook() {
        CountingStore counting = new CountingStore(store);
        DueIndex before = new DueIndex(counting);
        for (int i = 0; i < 1000; i++) {
            before.put(new DueKey(START.plusMillis(i), "app:" + i));
        }
        Instant later = START.plusSeconds(60);
        before.due(later, 1000).forEach(before::remove);
        before.put(new DueKey(later.plusSeconds(1), "app:1"));
        before.due(later, 1000);

        DueIndex after = new DueIndex(counting);
        after.due(later, 1000);
        counting.reset();

        assertThat(after.earliest()).isEqualTo(later.plusSeconds(1));
        assertThat(after.due(later, 1000)).isEmpty();
        assertThat(counting.calls()).isZero();
    }

    /** As after two instances of one task wrote to the same stores, each remembering an earliest time of its own. */
    @Test
    void nothingRememberedCanHideAnEntryAfterARestart() {
        index.put(new DueKey(START, "app:1"));
        index.due(START.minusSeconds(1), 10);
        store.put(new DueKey(START.minusSeconds(60), "app:2").bytes(), new byte[] {1});

        assertThat(new DueIndex(store).due(START, 10)).hasSize(2);
    }

    private static KeyValueStore<Bytes, byte[]> store() {
        return Stored.inMemory("due", Serdes.Bytes());
    }
}
