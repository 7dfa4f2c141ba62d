package io.tokenkeep.callback.follow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FoldedStoreTest {

    private final FoldedStore<String> store = new FoldedStore<>(2, (held, next) -> held + next);

    @Test
    void oldestLeavesFirst() {
        store.add("a", "A");
        store.add("b", "B");
        store.add("c", "C");

        assertThat(store.find("a")).isEmpty();
        assertThat(store.find("b")).contains("B");
        assertThat(store.find("c")).contains("C");
        assertThat(store.size()).isEqualTo(2);
    }

    @Test
    void valuesOfOneKeyAreFoldedInTheirOrder() {
        store.add("a", "1");
        store.add("a", "2");
        store.add("a", "3");

        assertThat(store.find("a")).contains("123");
        assertThat(store.size()).isEqualTo(1);
    }
}
