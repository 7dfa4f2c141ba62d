package io.tokenkeep.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.Token;
import io.tokenkeep.topic.Topic;
import io.tokenkeep.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {

    static List<Topic<?>> topics() {
        return Contract.topics();
    }

    @ParameterizedTest
    @MethodSource("topics")
    <V extends SpecificRecord> void recordWithEveryFieldSetComesBackAsItWas(Topic<V> topic) throws Exception {
        V record = full(topic);

        assertThat(topic.codec().decode(topic.codec().encode(record))).isEqualTo(record);
    }

    @ParameterizedTest
    @MethodSource("topics")
    @SuppressWarnings("unchecked") // Samples are of the class the schema belongs to.
    <V extends SpecificRecord> void recordWithNothingOptionalComesBackAsItWas(Topic<V> topic) throws Exception {
        V record = (V) Samples.minimal(topic.codec().schema());

        assertThat(topic.codec().decode(topic.codec().encode(record))).isEqualTo(record);
    }

    /** The layout of Avro's specification, "Single object encoding", read without any code of ours. */
    @ParameterizedTest
    @MethodSource("topics")
    <V extends SpecificRecord> void bytesAreMarkerFingerprintAndBody(Topic<V> topic) throws Exception {
        V record = full(topic);
        byte[] bytes = topic.codec().encode(record);

        assertThat(bytes).startsWith(0xC3, 0x01);
        assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2))
                .isEqualTo(Contract.fingerprint(topic.codec().schema()));
        assertThat(PlainAvro.read(topic.codec().schema(), bytes)).hasToString(record.toString());
    }

    @Test
    void idBeyondDoublePrecisionIsUnchanged() throws Exception {
        Token read = Topics.TOKENS.codec().decode(Topics.TOKENS.codec().encode(full(Topics.TOKENS)));

        assertThat(read.getAccountId()).isEqualTo("27640875392278831");
        assertThat(read.getSequence()).isGreaterThan(1L << 53).isOdd();
    }

    @Test
    void recordCanBeCopiedAndChanged() {
        Token token = full(Topics.TOKENS);

        Token copy = Token.newBuilder(token).setDisplayName("changed").build();

        assertThat(copy).isNotEqualTo(token);
        assertThat(Token.newBuilder(copy).setDisplayName(token.getDisplayName()).build())
                .isEqualTo(token);
    }

    @Test
    void incompleteRecordIsNotWritten() {
        AccountCommand incomplete = new AccountCommand();

        assertThatThrownBy(() -> Topics.ACCOUNT_COMMANDS.codec().encode(incomplete))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void codecIsUsedByManyThreadsAtOnce() {
        Token token = full(Topics.TOKENS);
        ConcurrentLinkedQueue<Token> read = new ConcurrentLinkedQueue<>();

        IntStream.range(0, 2_000).parallel().forEach(i -> {
            Token mine = Token.newBuilder(token).setSequence(i).build();
            try {
                read.add(Topics.TOKENS.codec().decode(Topics.TOKENS.codec().encode(mine)));
            } catch (UnreadableRecordException e) {
                throw new AssertionError(e);
            }
        });

        assertThat(read.stream().map(Token::getSequence))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 2_000).mapToLong(i -> i).boxed().toList());
    }

    @Test
    void topicMakesRecordsWithTextKeysAndTombstones() throws Exception {
        ProducerRecord<byte[], byte[]> record = Topics.TOKENS.record("threads-main:1", full(Topics.TOKENS));

        assertThat(record.topic()).isEqualTo("tokens");
        assertThat(record.partition()).isNull();
        assertThat(record.key()).asString().isEqualTo("threads-main:1");
        assertThat(Topics.TOKENS.codec().decode(record.value())).isEqualTo(full(Topics.TOKENS));
        assertThat(Topics.TOKENS.record("threads-main:1", null).value()).isNull();
    }

    @Test
    void serdeKeepsNullAndThrowsKafkasOwnOnStrangeBytes() {
        AvroSerde<Token> serde = Topics.TOKENS.serde();
        Token token = full(Topics.TOKENS);

        assertThat(serde.serializer().serialize("tokens", null)).isNull();
        assertThat(serde.deserializer().deserialize("tokens", null)).isNull();
        assertThat(serde.deserializer().deserialize("tokens", serde.serializer().serialize("tokens", token)))
                .isEqualTo(token);
        assertThatThrownBy(() -> serde.deserializer().deserialize("tokens", new byte[] {1, 2, 3}))
                .isInstanceOf(SerializationException.class)
                .hasMessage("no Avro single-object encoding");
    }

    @SuppressWarnings("unchecked") // Samples are of the class the schema belongs to.
    private static <V extends SpecificRecord> V full(Topic<V> topic) {
        return (V) Samples.full(topic.codec().schema());
    }
}
