package io.tokenkeep.callback;

import static io.vertx.core.http.HttpVersion.HTTP_1_0;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import io.tokenkeep.callback.UnreadableFormException.Reason;
import io.tokenkeep.kit.http.BrokenRequests;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's form, whole and in memory, up to a limit. Fails only with {@link UnreadableFormException}, for any
 * input. (Vert.x' own handler answers unexpected input with 200 and logs it with a stack trace.)
 */
final class FormReader {

    private static final int FIELDS = 128;

    private final int limit;
    private final BrokenRequests broken;

    FormReader(int limit, BrokenRequests broken) {
        this.limit = limit;
        this.broken = broken;
    }

    /** The first value of each field. A body that is no form has no fields. Call it before the body is received. */
    Future<Map<String, String>> read(HttpServerRequest request) {
        Promise<Map<String, String>> read = Promise.promise();
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && isOver(length)) {
            fail(read, Reason.TOO_LARGE);
            return read.future();
        }
        // HTTP/1.0: Expect must be ignored (RFC 9110 10.1.1). The listener has refused all other expectations.
        if (request.getHeader(HttpHeaders.EXPECT) != null && request.version() != HTTP_1_0) {
            request.response().writeContinue();
        }
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        Buffer body = Buffer.buffer();
        request.exceptionHandler(failure -> fail(read, Reason.BROKEN_OFF));
        request.handler(piece -> {
            if (body.length() + piece.length() > limit) {
                fail(read, Reason.TOO_LARGE);
            } else {
                body.appendBuffer(piece);
            }
        });
        request.endHandler(ended -> {
            if (!read.future().isComplete()) {
                decode(type, body).ifPresentOrElse(read::tryComplete, () -> fail(read, Reason.MALFORMED));
            }
        });
        return read.future();
    }

    /** The HTTP decoder accepts only numbers here. */
    private boolean isOver(String length) {
        try {
            return Long.parseLong(length.strip()) > limit;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    private void fail(Promise<Map<String, String>> read, Reason reason) {
        if (read.tryFail(new UnreadableFormException(reason)) && reason != Reason.BROKEN_OFF) {
            broken.count(reason.tag());
        }
    }

    private static boolean isForm(@Nullable String type) {
        String lower = type == null ? "" : type.toLowerCase(Locale.ROOT);
        return lower.startsWith("application/x-www-form-urlencoded") || lower.startsWith("multipart/form-data");
    }

    /** Empty if the body does not have the form of its content type. */
    private Optional<Map<String, String>> decode(@Nullable String type, Buffer body) {
        if (type == null || !isForm(type)) {
            return Optional.of(Map.of());
        }
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.wrappedBuffer(body.getBytes()));
        request.headers().set(HttpHeaders.CONTENT_TYPE, type);
        HttpPostRequestDecoder decoder = null;
        try {
            decoder = new HttpPostRequestDecoder(
                    new DefaultHttpDataFactory(false), request, StandardCharsets.UTF_8, FIELDS, limit);
            return Optional.of(fields(decoder));
        } catch (RuntimeException | IOException e) {
            // Every exception here comes from the sender's text, as nothing else is read.
            return Optional.empty();
        } finally {
            if (decoder != null) {
                decoder.destroy();
            }
        }
    }

    private static Map<String, String> fields(HttpPostRequestDecoder decoder) throws IOException {
        Map<String, String> fields = new HashMap<>();
        for (InterfaceHttpData data : decoder.getBodyHttpDatas()) {
            if (data instanceof Attribute attribute) {
                fields.putIfAbsent(attribute.getName(), attribute.getValue());
            }
        }
        return fields;
    }
}
