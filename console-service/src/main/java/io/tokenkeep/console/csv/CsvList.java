package io.tokenkeep.console.csv;

import io.tokenkeep.console.api.ApiResponse;
import io.tokenkeep.kit.table.RecordTable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records of a table as one CSV, a part at a time, so that the memory for it does not grow with the table. A record that comes or
 * changes meanwhile is in it or not. For one request.
 */
public final class CsvList<V extends SpecificRecord> implements ApiResponse.Parts {

    private static final int PART = 200;

    private final Vertx vertx;
    private final RecordTable<V> table;
    private final Form<V> form;
    private @Nullable String after;
    private boolean begun;
    private boolean ended;

    /**
     * Which records are in the list, and how each is written.
     *
     * @param wanted which records are in it
     * @param cells of a record, as many as columns; may block for a signature
     */
    public record Form<V>(List<String> columns, Predicate<V> wanted, Function<V, List<String>> cells) {

        public Form {
            columns = List.copyOf(columns);
        }
    }

    public CsvList(Vertx vertx, RecordTable<V> table, Form<V> form) {
        this.vertx = vertx;
        this.table = table;
        this.form = form;
    }

    @Override
    public Future<Optional<Buffer>> next() {
        return vertx.executeBlocking(this::part, false);
    }

    private synchronized Optional<Buffer> part() {
        if (ended) {
            return Optional.empty();
        }
        Buffer part = begun ? Buffer.buffer() : CsvText.of(List.of(form.columns()), columns -> columns);
        begun = true;
        List<V> rows = table.page(after, form.wanted(), PART);
        ended = rows.size() < PART;
        if (!rows.isEmpty()) {
            after = table.shape().key().apply(rows.get(rows.size() - 1));
        }
        return Optional.of(part.appendBuffer(CsvText.of(rows, form.cells())));
    }
}
