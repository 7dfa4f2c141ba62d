package io.tokenkeep.cli.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/** An answer of the API whose status is a success. Its body is read once. */
public final class Answer {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** What the largest page has is far below; a wrong address may answer anything. */
    private static final int LONGEST_JSON = 32 << 20;

    private final int status;
    private final HttpHeaders headers;
    private final InputStream body;

    Answer(int status, HttpHeaders headers, InputStream body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    public int status() {
        return status;
    }

    HttpHeaders headers() {
        return headers;
    }

    /** The body as it comes, for tables; the caller closes it. */
    public InputStream stream() {
        return body;
    }

    /** Of an answer that counts for nothing. */
    void discard() {
        try {
            body.close();
        } catch (IOException e) {
            // The connection is gone, which is what closing is for.
        }
    }

    /** The body as text. Fails with {@link CommandFailure} if it breaks off or is too large. */
    public String text() {
        try (InputStream stream = body) {
            byte[] bytes = stream.readNBytes(LONGEST_JSON + 1);
            if (bytes.length > LONGEST_JSON) {
                throw new CommandFailure(ExitCode.NO_ACCESS, "The answer is larger than any of the API. Check --url.");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw brokenOff();
        }
    }

    /** The body as JSON, and as the text that it came in. */
    public Json json() {
        String text = text();
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node.isObject()) {
                return new Json(node, text);
            }
        } catch (JacksonException e) {
            // As below: it is no object of the API.
        }
        throw new CommandFailure(
                ExitCode.NO_ACCESS, "The answer is no JSON object, so it is not console-service's API. Check --url.");
    }

    /** JSON, and the text that it came in. */
    public record Json(JsonNode node, String text) {}

    /** What to say of an answer whose body could not be read to its end. */
    public static CommandFailure brokenOff() {
        return new CommandFailure(
                ExitCode.NO_ACCESS, "The answer broke off before its end, so it is not complete. Try again.");
    }

    /** The text of an object that this program sends. */
    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JacksonException e) {
            throw new UncheckedIOException(e);
        }
    }
}
