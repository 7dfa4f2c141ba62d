package io.tokenkeep.kit.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FoldedStoreTest {

    private final FoldedStore<String> store = new FoldedStore<>(2, (held, next) -> held + next);

    @Test
    void oldestLeavesFirstAndHealthSaysSo() {
        store.add("a", "A", new RecordPlace(0, 0, Instant.EPOCH));
        store.add("b", "B", new RecordPlace(0, 0, Instant.EPOCH));
        assertThat(store.check().isOk()).isTrue();
        store.add("c", "C", new RecordPlace(0, 0, Instant.EPOCH));

        assertThat(store.check().isOk()).isFalse();
        assertThat(store.find("a")).isEmpty();
        assertThat(store.find("b")).contains("B");
        assertThat(store.find("c")).contains("C");
        assertThat(store.size()).isEqualTo(2);
    }

    @Test
    void valuesOfOneKeyAreFoldedInTheirOrder() {
        store.add("a", "1", new RecordPlace(0, 0, Instant.EPOCH));
        store.add("a", "2", new RecordPlace(0, 0, Instant.EPOCH));
        store.add("a", "3", new RecordPlace(0, 0, Instant.EPOCH));

        assertThat(store.find("a")).contains("123");
        assertThat(store.size()).isEqualTo(1);
    }
}
