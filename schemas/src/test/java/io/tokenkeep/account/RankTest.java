package io.tokenkeep.account;

import static io.tokenkeep.account.Tokens.CONSENT;
import static io.tokenkeep.account.Tokens.rank;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.avro.Token;
import io.tokenkeep.topic.Topics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankTest {

    private final Random random = new Random(20261101);

    @ParameterizedTest(name = "[{index}] ({0},{1})@{2} over ({3},{4})@{5}: {6}")
    @CsvSource(textBlock = """
            # decision, sequence, offset, held decision, held sequence, held offset, replaces
            2, 0, 10, 1, 0,  9, true
            2, 0, 10, 1, 9,  9, true
            2, 0,  8, 1, 9,  9, true
            1, 1, 10, 1, 0,  9, true
            1, 1,  8, 1, 0,  9, true
            1, 0, 10, 1, 1,  9, false
            1, 9, 10, 2, 0,  9, false
            1, 0, 10, 1, 0,  9, true
            1, 0,  8, 1, 0,  9, false
            1, 0,  9, 1, 0,  9, false
            """)
    void decisionThenSequenceThenOffsetDecides(
            int decision,
            int sequence,
            long offset,
            int heldDecision,
            int heldSequence,
            long heldOffset,
            boolean replaces) {
        Rank held = rank(heldDecision, heldSequence);

        assertThat(rank(decision, sequence).replaces(offset, held, heldOffset)).isEqualTo(replaces);
    }

    @Test
    void ofTwoRecordsExactlyOneReplacesTheOther() {
        for (int i = 0; i < 2_000; i++) {
            Rank one = randomRank();
            Rank other = randomRank();

            assertThat(one.replaces(1, other, 2)).isNotEqualTo(other.replaces(2, one, 1));
        }
    }

    @Test
    void orderIsTotal() {
        for (int i = 0; i < 2_000; i++) {
            Rank a = randomRank();
            Rank b = randomRank();
            Rank c = randomRank();

            assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
            assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
            if (a.compareTo(b) <= 0 && b.compareTo(c) <= 0) {
                assertThat(a).isLessThanOrEqualTo(c);
            }
        }
    }

    @Test
    void sortingAnyShuffleGivesTheSame() {
        List<Rank> sorted = List.of(rank(0, 0), rank(0, 1), rank(0, 7), rank(1, 0), rank(1, 1), rank(9, 0));
        List<Rank> shuffled = new ArrayList<>(sorted);
        for (int i = 0; i < 50; i++) {
            Collections.shuffle(shuffled, random);

            assertThat(shuffled.stream().sorted()).isEqualTo(sorted);
        }
    }

    @Test
    void nextIsHigherButBelowEveryLaterDecision() {
        Rank first = Rank.first(CONSENT);

        assertThat(first.next()).isGreaterThan(first);
        assertThat(first.next().next()).isEqualTo(new Rank(CONSENT, 2));
        assertThat(new Rank(CONSENT, Long.MAX_VALUE)).isLessThan(Rank.first(CONSENT.plusMillis(1)));
    }

    @Test
    void rankIsTheSameBeforeAndAfterTheWire() throws Exception {
        Rank fine = new Rank(CONSENT.plusNanos(123_456_789), 3);

        Token read = Topics.TOKENS.codec().decode(Topics.TOKENS.codec().encode(Tokens.live(fine)));

        assertThat(Rank.of(read)).isEqualTo(fine);
    }

    @Test
    void sequenceBelowZeroIsRefused() {
        assertThatThrownBy(() -> new Rank(CONSENT, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    private Rank randomRank() {
        return rank(random.nextInt(4), random.nextInt(4));
    }
}
