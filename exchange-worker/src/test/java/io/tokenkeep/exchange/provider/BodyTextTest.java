package io.tokenkeep.exchange.provider;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vertx.core.MultiMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

public class BodyTextTest {

    static final String JSON =
            "{\"access_token\":\"THAA\",\"token_type\":\"bearer\",\"token_of\":\"access_token\",\"user_id\":27640875392278831}";

    /** {@link #JSON} as the reference encoder of Brotli writes it. */
    static final byte[] BROTLI = HexFormat.of()
            .parseHex(
                    "1b6200402c0e7833e694a06ea11964480ffd6c7314abfe67eb2298a48f151255b1e8b448908cdc14f92a73ca817b596b6b0bf08a27bd1c1c8774fc454cf203c7163d54416895ea3bf9f9726351f0bc6dbb0c23a46b891940f903");

    /** Five million zeros. */
    private static final byte[] BROTLI_OF_ZEROS = HexFormat.of().parseHex("9b3f4b4cf82700e2b140205f8809");

    static Stream<Arguments> codings() {
        return Stream.of(
                arguments("gzip", gzip(JSON.getBytes(UTF_8))),
                arguments("X-GZip", gzip(JSON.getBytes(UTF_8))),
                arguments("deflate", deflate(JSON.getBytes(UTF_8), false)),
                arguments("deflate", deflate(JSON.getBytes(UTF_8), true)),
                arguments("br", BROTLI),
                arguments("identity", JSON.getBytes(UTF_8)),
                arguments("deflate, gzip", gzip(deflate(JSON.getBytes(UTF_8), false))),
                arguments("br , identity,gzip", gzip(BROTLI)));
    }

    @ParameterizedTest
    @MethodSource("codings")
    void contentCodingIsUndone(String coding, byte[] body) {
        assertThat(read(coding, body)).isEqualTo(JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zstd", "compress", "gzip, zstd", "gzip,gzip,gzip,gzip"})
    void codingThatIsNotKnownCannotBeRead(String coding) {
        assertThat(read(coding, gzip(JSON.getBytes(UTF_8)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br"})
    void bytesOfAnotherKindThanTheCodingSaysCannotBeRead(String coding) {
        assertThat(read(coding, JSON.getBytes(UTF_8))).isEmpty();
        assertThat(read(coding, new byte[0])).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("codings")
    void codedBodyThatIsCutCannotBeRead(String coding, byte[] body) {
        byte[] half = Arrays.copyOf(body, body.length / 2);

        assertThat(read(coding, half)).isNotEqualTo(JSON);
    }

    @Test
    void fewBytesThatBecomeVeryManyAreNotRead() {
        byte[] zeros = new byte[50_000_000];

        assertThat(read("gzip", gzip(zeros))).isEmpty();
        assertThat(read("deflate", deflate(zeros, false))).isEmpty();
        assertThat(read("br", BROTLI_OF_ZEROS)).isEmpty();
        assertThat(read("gzip", gzip(new byte[BoundedBody.MOST_BYTES]))).isNotEmpty();
    }

    @Test
    void byteOrderMarkIsCutOff() {
        assertThat(read("", concat(HexFormat.of().parseHex("efbbbf"), JSON.getBytes(UTF_8))))
                .isEqualTo(JSON);
        assertThat(read("", concat(HexFormat.of().parseHex("feff"), JSON.getBytes(UTF_16BE))))
                .isEqualTo(JSON);
        assertThat(read("", concat(HexFormat.of().parseHex("fffe"), JSON.getBytes(UTF_16LE))))
                .isEqualTo(JSON);
        assertThat(read("gzip", gzip(concat(HexFormat.of().parseHex("efbbbf"), JSON.getBytes(UTF_8)))))
                .isEqualTo(JSON);
        assertThat(read("", new byte[0])).isEmpty();
    }

    private static String read(String coding, byte[] body) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        return BodyText.of(coding.isEmpty() ? headers : headers.add("Content-Encoding", coding), body);
    }

    public static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream coded = new GZIPOutputStream(out)) {
            coded.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] deflate(byte[] bytes, boolean raw) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream coded = new DeflaterOutputStream(out, new Deflater(Deflater.DEFAULT_COMPRESSION, raw))) {
            coded.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] concat(byte[] one, byte[] two) {
        byte[] both = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        return both;
    }
}
