package io.tokenkeep.kit.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedStoreTest {

    private static final RecordPlace PLACE = new RecordPlace(0, 0, Instant.EPOCH);

    private final FoldedStore<String> small = new FoldedStore<>(1, (held, next) -> next);
    private final FoldedStore<String> large = new FoldedStore<>(10, (held, next) -> next);
    private final SharedStore<String> shared = new SharedStore<>(List.of(small, large), true);

    @Test
    void eachStoreHasEveryRecordAndCatchesUp() {
        shared.add("17", "seventeen", PLACE);
        assertThat(shared.caughtUp()).isFalse();

        shared.nowCaughtUp();

        assertThat(small.find("17")).isEqualTo(large.find("17")).contains("seventeen");
        assertThat(small.caughtUp() && large.caughtUp() && shared.caughtUp()).isTrue();
    }

    @Test
    void notCaughtUpWhileOneStoreIsNot() {
        large.nowCaughtUp();

        assertThat(shared.caughtUp()).isFalse();
    }

    @Test
    void boundOfOneStoreFailsTheHealthAndLeavesTheOtherAlone() {
        shared.add("17", "seventeen", PLACE);
        assertThat(shared.check().isOk()).isTrue();

        shared.add("18", "eighteen", PLACE);

        assertThat(shared.check()).isEqualTo(small.check());
        assertThat(shared.check().failure()).contains("more than 1,");
        assertThat(large.size()).isEqualTo(2);
    }

    @Test
    void topicSaysWhetherANullIsADeadLetter() {
        assertThat(shared.remove("17", PLACE))
                .as("also if a store keeps its value")
                .isTrue();
        assertThat(new SharedStore<>(List.of(small), false).remove("17", PLACE)).isFalse();
    }
}
