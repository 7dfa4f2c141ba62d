package io.tokenkeep.console.csv;

import io.tokenkeep.console.api.ApiResponse;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;

/** A table that is made a part at a time on worker threads, so that the memory for it does not grow with its rows. For one request. */
public abstract class CsvParts implements ApiResponse.Parts {

    private final Vertx vertx;
    private final List<String> columns;
    private boolean begun;
    private boolean ended;

    protected CsvParts(Vertx vertx, List<String> columns) {
        this.vertx = vertx;
        this.columns = List.copyOf(columns);
    }

    /** The next rows. May block. One call at a time. */
    protected abstract Buffer rows();

    /** Called with the last rows. */
    protected final void end() {
        ended = true;
    }

    @Override
    public final Future<Optional<Buffer>> next() {
        return vertx.executeBlocking(this::part, false);
    }

    private synchronized Optional<Buffer> part() {
        if (ended) {
            return Optional.empty();
        }
        Buffer part = begun ? Buffer.buffer() : CsvText.of(List.of(columns), names -> names);
        begun = true;
        return Optional.of(part.appendBuffer(rows()));
    }
}
