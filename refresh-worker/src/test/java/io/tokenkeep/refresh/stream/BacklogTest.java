package io.tokenkeep.refresh.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.account.AccountKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private final CountingStore store = new CountingStore(Stored.inMemory("backlog", Serdes.Bytes()));
    private Backlog backlog = restarted();

    @Test
    void agreesWithAMapWhateverHappensRestartsIncluded() {
        Random random = new Random(4711);
        Map<String, Instant> expected = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            String app = List.of("one", "one-more", "two").get(random.nextInt(3));
            String key = app + ':' + random.nextInt(60);
            switch (random.nextInt(5)) {
                case 0, 1, 2 -> {
                    Instant to = random.nextInt(3) == 0 ? null : START.plusMillis(random.nextInt(100_000) - 50_000);
                    backlog.move(key, to == null ? expected.remove(key) : expected.put(key, to), to);
                }
                case 3 -> assertThat(backlog.first(app, 7)).isEqualTo(first(expected, app, 7));
                default -> backlog = random.nextInt(100) == 0 ? restarted() : backlog;
            }
            if (random.nextBoolean()) {
                backlog.count(1000);
                assertThat(backlog.sizes()).isEqualTo(sizes(expected));
            }
            assertThat(backlog.apps()).containsAll(sizes(expected).keySet());
        }
    }

    @Test
    void whatHasLeftIsNotWalkedOver() {
        for (int i = 0; i < 1000; i++) {
            backlog.move("one:" + i, null, START.plusMillis(i));
        }
        backlog.first("one", 999).forEach(place -> backlog.move(place.account().toString(), place.place(), null));
        backlog.first("one", 1);

        backlog = restarted();
        store.reset();

        assertThat(backlog.first("one", 1)).hasSize(1);
        assertThat(store.steps()).isEqualTo(1);
    }

    /** As after two instances of one task wrote to the same stores, each remembering a begin of its own. */
    @Test
    void nothingRememberedCanHideAnAccountAfterARestart() {
        backlog.move("one:late", null, START.plusSeconds(60));
        backlog.first("one", 1);
        store.put(place("one", "early", START).bytes(), new byte[] {1});
        store.put(place("two", "early", START).bytes(), new byte[] {1});

        backlog = restarted();

        assertThat(backlog.apps()).containsExactly("one", "two");
        assertThat(backlog.first("one", 2)).hasSize(2);
        assertThat(backlog.first("two", 2)).containsExactly(place("two", "early", START));
    }

    @Test
    void sizesAreCountedAPartAtATimeWhileAccountsComeAndGo() {
        for (int i = 0; i < 100; i++) {
            backlog.move("one:" + i, null, START.plusMillis(i));
        }
        backlog = restarted();

        backlog.count(30);
        assertThat(backlog.sizes()).isEqualTo(Map.of("one", 30L));
        backlog.move("one:3", START.plusMillis(3), null);
        backlog.move("one:new", null, START.plusMillis(20));
        backlog.move("one:90", START.plusMillis(90), null);
        backlog.move("one:later", null, START.plusMillis(95));
        for (int i = 0; i < 3; i++) {
            backlog.count(30);
        }

        assertThat(backlog.sizes()).isEqualTo(Map.of("one", 100L));
    }

    @Test
    void emptyBacklogAndOneThatMayNotGoTouchNoStore() {
        backlog.move("one:1", null, START);
        store.reset();

        assertThat(backlog.first("two", 10)).isEmpty();
        assertThat(backlog.first("one", 0)).isEmpty();
        assertThat(store.calls()).isZero();
    }

    @Test
    void keyIsAFormat() {
        BacklogKey key = new BacklogKey(new AccountKey("one", "a:b"), Instant.ofEpochMilli(258));

        assertThat(HexFormat.of().formatHex(key.bytes().get()))
                .isEqualTo(HexFormat.of().formatHex("one:".getBytes(StandardCharsets.US_ASCII)) + "8000000000000102"
                        + HexFormat.of().formatHex("a:b".getBytes(StandardCharsets.US_ASCII)));
        assertThat(BacklogKey.parse(Bytes.wrap(key.bytes().get()))).isEqualTo(key);
    }

    private static BacklogKey place(String app, String id, Instant at) {
        return new BacklogKey(new AccountKey(app, id), at);
    }

    private static Map<String, Long> sizes(Map<String, Instant> all) {
        return all.keySet().stream()
                .collect(Collectors.groupingBy(held -> AccountKey.parse(held).app(), Collectors.counting()));
    }

    private Backlog restarted() {
        return new Backlog(store);
    }

    private static List<BacklogKey> first(Map<String, Instant> all, String app, int most) {
        return all.entrySet().stream()
                .map(entry -> new BacklogKey(AccountKey.parse(entry.getKey()), entry.getValue()))
                .filter(place -> place.account().app().equals(app))
                .sorted(Comparator.comparing(BacklogKey::place)
                        .thenComparing(place -> place.account().accountId()))
                .limit(most)
                .toList();
    }
}
