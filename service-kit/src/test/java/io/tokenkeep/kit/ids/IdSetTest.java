package io.tokenkeep.kit.ids;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class IdSetTest {

    private static final int MILLION = 1_000_000;
    private static final int MOST_BYTES = 32;

    private final IdSet ids = new IdSet();

    @Test
    void holdsWhatWasAddedAndNothingElse() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            long high = random.nextLong();
            assertThat(ids.add(high, i)).isTrue();
            assertThat(ids.add(high, i)).isFalse();
        }

        assertThat(ids.size()).isEqualTo(10_000);
        random.setSeed(7);
        for (int i = 0; i < 10_000; i++) {
            long high = random.nextLong();
            assertThat(ids.contains(high, i)).isTrue();
            assertThat(ids.contains(high, i + 1L)).isFalse();
        }
    }

    @Test
    void idsThatBeginAlikeAreReportedApart() {
        for (int i = 0; i < 100; i++) {
            assertThat(ids.add(-1, i)).isTrue();
        }

        assertThat(ids.contains(-1, 99)).isTrue();
        assertThat(ids.contains(-1, 100)).isFalse();
    }

    @Test
    void idOfZerosIsOneLikeOthers() {
        assertThat(ids.contains(0, 0)).isFalse();

        assertThat(ids.add(0, 0)).isTrue();

        assertThat(ids.add(0, 0)).isFalse();
        assertThat(ids.contains(0, 0)).isTrue();
        assertThat(ids.size()).isEqualTo(1);
    }

    @Test
    void millionIdsTakeNoMoreThan32BytesEach() {
        Random random = new Random(7);
        for (int i = 1; i <= MILLION; i++) {
            ids.add(random.nextLong(), random.nextLong());
            assertThat(i < 100 || ids.bytes() <= (long) MOST_BYTES * i).isTrue();
        }
    }
}
