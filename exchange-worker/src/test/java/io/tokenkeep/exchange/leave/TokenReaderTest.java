package io.tokenkeep.exchange.leave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.sandbox.MutableClock;
import io.tokenkeep.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TokenReaderTest {

    private static final TopicPartition FIRST = new TopicPartition("tokens", 0);
    private static final TopicPartition SECOND = new TopicPartition("tokens", 1);
    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");

    private final MutableClock clock = MutableClock.at(NOW);
    private final Source consumer = new Source();
    private final Read read = new Read();

    /** Two partitions; its clock moves on whenever it is asked and has nothing. */
    private final class Source extends MockConsumer<byte[], byte[]> {

        private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log =
                new TreeMap<>((one, other) -> Integer.compare(one.partition(), other.partition()));

        Source() {
            super("earliest");
            log.put(FIRST, new ArrayList<>());
            log.put(SECOND, new ArrayList<>());
            updatePartitions(
                    "tokens",
                    log.keySet().stream()
                            .map(each -> new PartitionInfo("tokens", each.partition(), Node.noNode(), null, null))
                            .toList());
            log.keySet().forEach(each -> end(each, 0));
        }

        void end(TopicPartition partition, long end) {
            updateBeginningOffsets(Map.of(partition, 0L));
            updateEndOffsets(Map.of(partition, end));
        }

        void add(TopicPartition partition, String account, @Nullable Token token) {
            add(partition, Topics.TOKENS.record(account, token).value(), account);
        }

        void add(TopicPartition partition, byte @Nullable [] value, String account) {
            List<ConsumerRecord<byte[], byte[]>> records = log.getOrDefault(partition, List.of());
            records.add(new ConsumerRecord<>(
                    "tokens", partition.partition(), records.size(), account.getBytes(StandardCharsets.UTF_8), value));
            end(partition, records.size());
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            for (TopicPartition partition : assignment()) {
                long position = position(partition);
                log.getOrDefault(partition, List.of()).stream()
                        .skip(position)
                        .limit(2)
                        .forEach(this::addRecord);
            }
            ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
            if (records.isEmpty()) {
                clock.advance(timeout);
            }
            return records;
        }
    }

    /** What came out. */
    private static final class Read implements TokenSink {

        private final Map<String, Token> current = new TreeMap<>();
        private final List<String> unreadable = new ArrayList<>();

        @Override
        public void current(String account, Token token) {
            assertThat(current.put(account, token)).isNull();
        }

        @Override
        public void unreadable(int partition, long offset, String reason) {
            unreadable.add(partition + "@" + offset);
        }
    }

    @Test
    void recordOfTheHighestRankIsCurrentInWhateverOrderTheyCome() throws Exception {
        consumer.add(FIRST, "threads:1", token("1", 2, TokenState.LIVE));
        consumer.add(FIRST, "threads:1", token("1", 1, TokenState.GONE));
        consumer.add(FIRST, "threads:2", token("2", 1, TokenState.LIVE));
        consumer.add(FIRST, "threads:2", token("2", 2, TokenState.GONE));
        consumer.add(SECOND, "threads:3", token("3", 7, TokenState.LIVE));
        consumer.add(SECOND, "threads:3", (Token) null);
        consumer.add(SECOND, "threads:4", token("4", 1, TokenState.GONE));
        consumer.add(SECOND, "threads:4", (Token) null);

        reader().read(read);

        assertThat(read.current).containsOnlyKeys("threads:1", "threads:2", "threads:3");
        assertThat(read.current.values()).extracting(Token::getSequence).containsExactly(2L, 2L, 7L);
        assertThat(read.unreadable).isEmpty();
    }

    @Test
    void whatComesAfterTheBeginIsNotRead() throws Exception {
        consumer.add(FIRST, "threads:1", token("1", 1, TokenState.LIVE));
        consumer.add(FIRST, "threads:1", token("1", 2, TokenState.GONE));
        consumer.end(FIRST, 1);

        reader().read(read);

        assertThat(read.current.values()).extracting(Token::getSequence).containsExactly(1L);
    }

    @Test
    void unreadableRecordIsReportedAndTheOthersAreRead() throws Exception {
        consumer.add(FIRST, new byte[] {1, 2, 3}, "threads:1");
        consumer.add(FIRST, "threads:2", token("2", 1, TokenState.LIVE));

        reader().read(read);

        assertThat(read.unreadable).containsExactly("0@0");
        assertThat(read.current).containsOnlyKeys("threads:2");
    }

    @Test
    void silenceOfTheBrokersEndsTheReading() {
        consumer.add(FIRST, "threads:1", token("1", 1, TokenState.LIVE));
        consumer.end(FIRST, 2);

        assertThatThrownBy(() -> reader().read(read)).isInstanceOf(TimeoutException.class);
        assertThat(read.current).isEmpty();
    }

    @Test
    void missingTopicIsNotAnEmptyOne() {
        consumer.updatePartitions("tokens", List.of());

        assertThatThrownBy(() -> reader().read(read)).isInstanceOf(KafkaException.class);
    }

    private TokenReader reader() {
        return new TokenReader(consumer, Topics.TOKENS, clock, Duration.ofSeconds(30));
    }

    private static Token token(String id, long sequence, TokenState state) {
        return Token.newBuilder()
                .setApp("threads")
                .setAccountId(id)
                .setKind(TokenKind.USER)
                .setState(state)
                .setLifetime(Lifetime.LONG_LIVED)
                .setAuthorizedAt(NOW)
                .setOrderedAt(NOW)
                .setSequence(sequence)
                .build();
    }
}
