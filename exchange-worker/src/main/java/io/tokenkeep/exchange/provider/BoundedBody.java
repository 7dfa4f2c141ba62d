package io.tokenkeep.exchange.provider;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Collects a response up to a bound and throws the rest away. Used on one event loop. */
final class BoundedBody implements WriteStream<Buffer> {

    private final int most;
    private final Buffer collected = Buffer.buffer();
    private boolean overflown;

    BoundedBody(int most) {
        this.most = most;
    }

    boolean overflown() {
        return overflown;
    }

    String text() {
        return collected.toString(StandardCharsets.UTF_8);
    }

    @Override
    public Future<Void> write(Buffer data) {
        overflown |= collected.length() + data.length() > most;
        if (!overflown) {
            collected.appendBuffer(data);
        }
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> end() {
        return Future.succeededFuture();
    }

    @Override
    public WriteStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        return this;
    }

    @Override
    public WriteStream<Buffer> setWriteQueueMaxSize(int maxSize) {
        return this;
    }

    @Override
    public boolean writeQueueFull() {
        return false;
    }

    @Override
    public WriteStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
        return this;
    }
}
