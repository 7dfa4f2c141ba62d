package io.tokenkeep.exchange.provider;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.Optional;

/** Collects a response's body up to a bound. Used on one event loop only. */
final class BoundedBody {

    /** Inspection of a person with 20,000 Pages names each Page with several permissions. */
    static final int MOST_BYTES = 4 * 1024 * 1024;

    private final Promise<Optional<byte[]>> read = Promise.promise();
    private final Buffer collected = Buffer.buffer();
    private boolean over;

    private BoundedBody() {}

    /** The whole body; empty once it exceeds the bound. Fails if the connection ends before the body. */
    static Future<Optional<byte[]>> of(HttpClientResponse response) {
        BoundedBody body = new BoundedBody();
        response.exceptionHandler(body.read::tryFail)
                .handler(body::add)
                .endHandler(ended -> body.read.tryComplete(Optional.of(body.collected.getBytes())));
        return body.read.future();
    }

    private void add(Buffer chunk) {
        if (over || collected.length() + chunk.length() > MOST_BYTES) {
            over = true;
            read.tryComplete(Optional.empty());
        } else {
            collected.appendBuffer(chunk);
        }
    }
}
