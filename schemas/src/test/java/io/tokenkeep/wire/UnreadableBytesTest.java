package io.tokenkeep.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.Token;
import io.tokenkeep.topic.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may lie on a topic besides our records, and that the words about it never repeat it. */
class UnreadableBytesTest {

    private static final AvroCodec<Token> CODEC = Topics.TOKENS.codec();
    private static final String SECRET = "THAA-written-in-clear-by-mistake";
    private static final byte[] GOOD = CODEC.encode((Token) Samples.full(CODEC.schema()));
    private static final int HEADER = 10;

    static Stream<Arguments> strange() {
        byte[] command = Topics.ACCOUNT_COMMANDS.codec().encode((AccountCommand)
                Samples.full(Topics.ACCOUNT_COMMANDS.codec().schema()));
        return Stream.of(
                Arguments.of("empty", new byte[0], "no Avro single-object encoding"),
                Arguments.of("one byte", new byte[] {(byte) 0xC3}, "no Avro single-object encoding"),
                Arguments.of("plain text", SECRET.getBytes(UTF_8), "no Avro single-object encoding"),
                Arguments.of("JSON", ("{\"t\":\"" + SECRET + "\"}").getBytes(UTF_8), "no Avro single-object encoding"),
                Arguments.of("registry format", new byte[] {0, 0, 0, 0, 7, 2, 4, 6, 8, 10, 12}, "no Avro single"),
                Arguments.of("marker alone", Arrays.copyOf(GOOD, 2), "no Avro single-object encoding"),
                Arguments.of("marker and text", marked(SECRET), "fingerprint is none of Token"),
                Arguments.of("another record type", command, "fingerprint is none of Token"),
                Arguments.of("header alone", Arrays.copyOf(GOOD, HEADER), "body is no Token"),
                Arguments.of("header and text", withHeader(SECRET.getBytes(UTF_8)), "body is no Token"),
                Arguments.of("one byte behind", Arrays.copyOf(GOOD, GOOD.length + 1), "left over behind the Token"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strange")
    void strangeBytesAreReportedWithoutBeingQuoted(String what, byte[] bytes, String reason) {
        assertThatThrownBy(() -> CODEC.decode(bytes))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("THAA")
                .hasMessageNotContaining("mistake")
                .hasNoCause();
    }

    static IntStream everyLength() {
        return IntStream.range(0, GOOD.length);
    }

    @ParameterizedTest
    @MethodSource("everyLength")
    void recordCutAnywhereIsUnreadable(int length) {
        assertThatThrownBy(() -> CODEC.decode(Arrays.copyOf(GOOD, length)))
                .isInstanceOf(UnreadableRecordException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1 << 28, Integer.MAX_VALUE - 8, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE})
    void lengthBeyondTheEndReservesNoMemory(long length) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(body, null);
        encoder.writeLong(length);
        encoder.flush();
        body.writeBytes(SECRET.getBytes(UTF_8));

        assertThatThrownBy(() -> CODEC.decode(withHeader(body.toByteArray())))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageNotContaining("THAA");
    }

    @Test
    void damagedBytesAreARecordOrUnreadableAndNothingElse() {
        Random random = new Random(1);
        int unreadable = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = GOOD.clone();
            for (int bytes = 1 + random.nextInt(3); bytes > 0; bytes--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(CODEC.decode(damaged)).isNotNull();
            } catch (UnreadableRecordException e) {
                unreadable++;
            }
        }

        assertThat(unreadable).isBetween(1, 19_999);
    }

    private static byte[] marked(String text) {
        byte[] bytes = ("  " + text).getBytes(UTF_8);
        bytes[0] = (byte) 0xC3;
        bytes[1] = 1;
        return bytes;
    }

    private static byte[] withHeader(byte[] body) {
        byte[] bytes = Arrays.copyOf(GOOD, HEADER + body.length);
        System.arraycopy(body, 0, bytes, HEADER, body.length);
        return bytes;
    }
}
