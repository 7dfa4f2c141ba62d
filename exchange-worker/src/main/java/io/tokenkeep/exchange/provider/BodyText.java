package io.tokenkeep.exchange.provider;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.MultiMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a body. Content codings are decoded (RFC 9110 8.4.1) although the request asks for none, because gateways
 * add them. The decoded size has the same bound as the body, and a byte order mark is removed. No side effects.
 */
final class BodyText {

    /** Several codings on one body are rare, and decoding more of them only costs time. */
    private static final int MOST_CODINGS = 3;

    private BodyText() {}

    /** The text; blank if it cannot be read. */
    static String of(MultiMap headers, byte[] body) {
        List<String> codings = codings(headers);
        if (codings.size() > MOST_CODINGS) {
            return "";
        }
        byte[] bytes = body;
        for (String coding : codings) {
            bytes = decoded(coding, bytes);
            if (bytes == null) {
                return "";
            }
        }
        return text(bytes);
    }

    /** Codings are listed in the order in which they were applied, so the last one is decoded first. */
    private static List<String> codings(MultiMap headers) {
        List<String> codings = new ArrayList<>(headers.getAll("Content-Encoding").stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
                .filter(coding -> !coding.isEmpty() && !coding.equals("identity"))
                .toList());
        Collections.reverse(codings);
        return codings;
    }

    private static byte @Nullable [] decoded(String coding, byte[] body) {
        try (InputStream in = decoding(coding, new ByteArrayInputStream(body), body)) {
            byte[] decoded = in.readNBytes(BoundedBody.MOST_BYTES + 1);
            return decoded.length > BoundedBody.MOST_BYTES ? null : decoded;
        } catch (IOException | RuntimeException e) {
            // Each decoder has its own exception for bytes that are not of its coding.
            return null;
        }
    }

    private static InputStream decoding(String coding, InputStream in, byte[] body) throws IOException {
        return switch (coding) {
            case "gzip", "x-gzip" -> new GZIPInputStream(in);
            case "deflate" ->
                isZlib(body) ? new InflaterInputStream(in) : new InflaterInputStream(in, new Inflater(true));
            case "br" -> new BrotliInputStream(in);
            default -> throw new IOException("an unknown content coding");
        };
    }

    /** "deflate" is a zlib stream (RFC 1950), but many servers send only the raw data inside one. */
    private static boolean isZlib(byte[] body) {
        return body.length >= 2 && (body[0] & 0x0f) == 8 && (((body[0] & 0xff) << 8) | (body[1] & 0xff)) % 31 == 0;
    }

    private static String text(byte[] body) {
        if (startsWith(body, 0xef, 0xbb, 0xbf)) {
            return new String(body, 3, body.length - 3, UTF_8);
        }
        if (startsWith(body, 0xfe, 0xff)) {
            return new String(body, 2, body.length - 2, UTF_16BE);
        }
        return startsWith(body, 0xff, 0xfe) ? new String(body, 2, body.length - 2, UTF_16LE) : new String(body, UTF_8);
    }

    private static boolean startsWith(byte[] body, int... first) {
        if (body.length < first.length) {
            return false;
        }
        for (int i = 0; i < first.length; i++) {
            if ((body[i] & 0xff) != first[i]) {
                return false;
            }
        }
        return true;
    }
}
