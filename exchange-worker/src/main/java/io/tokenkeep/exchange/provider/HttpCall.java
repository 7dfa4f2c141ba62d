package io.tokenkeep.exchange.provider;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. At the end of the call a connection is closed if more data could follow; otherwise a body that
 * never ends would hold its connection for ever. Used on one event loop only.
 */
final class HttpCall {

    private final @Nullable String form;
    private final BooleanSupplier allowed;
    private @Nullable HttpClientRequest request;
    private boolean whole;
    private boolean over;

    /**
     * @param form the body; null for a request without a body
     * @param allowed asked right before the first byte is sent
     */
    HttpCall(@Nullable String form, BooleanSupplier allowed) {
        this.form = form;
        this.allowed = allowed;
    }

    /** If the connection comes after the time-out, nothing is sent, because nothing would read the answer. */
    Future<HttpClientResponse> send(HttpClientRequest connected) {
        if (over || !allowed.getAsBoolean()) {
            return connected.reset().compose(reset -> Future.failedFuture("withheld"));
        }
        request = connected;
        return form == null
                ? connected.send()
                : connected
                        .putHeader("Content-Type", "application/x-www-form-urlencoded")
                        .send(Buffer.buffer(form));
    }

    /** An answer whose body exceeds the bound counts as an answer without a body. */
    Future<HttpAnswer> answer(HttpClientResponse response) {
        return BoundedBody.of(response).map(body -> {
            whole = body.isPresent();
            return new HttpAnswer(
                    response.statusCode(),
                    response.headers(),
                    body.map(bytes -> BodyText.of(response.headers(), bytes)).orElse(""));
        });
    }

    /** The call has ended, with or without success. */
    void end() {
        over = true;
        HttpClientRequest sent = request;
        if (sent != null && !whole) {
            var unused = sent.reset();
        }
    }
}
