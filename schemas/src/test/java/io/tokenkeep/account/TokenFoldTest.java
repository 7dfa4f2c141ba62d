package io.tokenkeep.account;

import static io.tokenkeep.account.Tokens.gone;
import static io.tokenkeep.account.Tokens.live;
import static io.tokenkeep.account.Tokens.rank;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TokenFoldTest {

    private final Random random = new Random(8);

    private record Entry(@Nullable Token value, long offset) {}

    @Test
    void nullRemovesGone() {
        TokenFold held = new TokenFold(gone(rank(1, 0)), 5);

        assertThat(TokenFold.fold(held, null, 6)).isNull();
    }

    @Test
    void nullLeavesLiveAlone() {
        TokenFold held = new TokenFold(live(rank(1, 0)), 5);

        assertThat(TokenFold.fold(held, null, 6)).isSameAs(held);
    }

    @Test
    void nullLeavesStateOfNewerWriterAlone() {
        Token unknown = live(rank(1, 0));
        unknown = Token.newBuilder(unknown).setState(TokenState.UNKNOWN).build();
        TokenFold held = new TokenFold(unknown, 5);

        assertThat(TokenFold.fold(held, null, 6)).isSameAs(held);
    }

    @Test
    void nullReadAgainLeavesYoungerGoneAlone() {
        TokenFold held = new TokenFold(gone(rank(2, 0)), 9);

        assertThat(TokenFold.fold(held, null, 6)).isSameAs(held);
    }

    @Test
    void nullOfAnUnknownAccountIsNothing() {
        assertThat(TokenFold.fold(null, null, 6)).isNull();
    }

    @Test
    void goneIsNotBroughtBackByLateOlderToken() {
        TokenFold held = new TokenFold(gone(rank(2, 0)), 5);

        assertThat(TokenFold.fold(held, live(rank(1, 7)), 6)).isSameAs(held);
    }

    @Test
    void goneYieldsToYoungerConsent() {
        TokenFold held = new TokenFold(gone(rank(2, 0)), 5);

        TokenFold next = TokenFold.fold(held, live(rank(3, 0)), 6);

        assertThat(next).isEqualTo(new TokenFold(live(rank(3, 0)), 6));
    }

    @Test
    void consumerRecordIsFoldedByItsOffset() {
        TokenFold held = new TokenFold(live(rank(1, 0)), 5);
        ConsumerRecord<String, Token> record = new ConsumerRecord<>("tokens", 0, 6, "key", live(rank(1, 0)));

        assertThat(TokenFold.fold(held, record)).isEqualTo(new TokenFold(live(rank(1, 0)), 6));
    }

    @Test
    void anyOrderAndAnyRepetitionEndsWithTheHighest() {
        for (int round = 0; round < 300; round++) {
            List<TokenFold> log = tokens();
            TokenFold highest = Collections.max(
                    log,
                    Comparator.comparing((TokenFold entry) -> Rank.of(entry.token()))
                            .thenComparingLong(TokenFold::offset));
            List<TokenFold> delivered = new ArrayList<>(log);
            delivered.addAll(log.subList(0, random.nextInt(log.size())));
            Collections.shuffle(delivered, random);

            TokenFold held = null;
            for (TokenFold entry : delivered) {
                held = TokenFold.fold(held, entry.token(), entry.offset());
            }

            assertThat(held).isEqualTo(highest);
        }
    }

    @Test
    void readingTheLogAgainFromItsStartEndsTheSame() {
        for (int round = 0; round < 300; round++) {
            List<Entry> log = tokens().stream()
                    .map(entry -> new Entry(random.nextInt(3) == 0 ? null : entry.token(), entry.offset()))
                    .toList();
            TokenFold once = read(null, log);

            assertThat(read(once, log)).isEqualTo(once);
        }
    }

    private static @Nullable TokenFold read(@Nullable TokenFold start, List<Entry> entries) {
        TokenFold held = start;
        for (Entry entry : entries) {
            held = TokenFold.fold(held, entry.value(), entry.offset());
        }
        return held;
    }

    private List<TokenFold> tokens() {
        int length = 1 + random.nextInt(12);
        return IntStream.range(0, length)
                .mapToObj(offset -> {
                    Rank rank = rank(random.nextInt(3), random.nextInt(3));
                    return new TokenFold(random.nextBoolean() ? gone(rank) : live(rank), offset);
                })
                .toList();
    }
}
