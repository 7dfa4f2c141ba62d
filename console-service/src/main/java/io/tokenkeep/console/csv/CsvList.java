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
 * A long list as one CSV, a part at a time, so that the memory for it does not grow with the list. A record that comes or changes
 * meanwhile is in it or not; one that stays as it is, is in it once. For one request.
 *
 * @param <V> a row
 * @param <P> the place of a row in the list, where the next part begins
 */
public final class CsvList<V, P> implements ApiResponse.Parts {

    private static final int PART = 200;

    private final Vertx vertx;
    private final Form<V> form;
    private final Source<V, P> source;
    private @Nullable P after;
    private boolean begun;
    private boolean ended;

    /**
     * How rows are written.
     *
     * @param cells of a row, as many as columns; may block for a signature
     */
    public record Form<V>(List<String> columns, Function<V, List<String>> cells) {

        public Form {
            columns = List.copyOf(columns);
        }
    }

    /** Some rows; {@code next} is null after the last ones. */
    public record Part<V, P>(List<V> rows, @Nullable P next) {}

    /** Reads the rows on a worker thread. */
    @FunctionalInterface
    public interface Source<V, P> {

        /** The next rows after a place; null for the first ones. */
        Part<V, P> after(@Nullable P place);
    }

    public CsvList(Vertx vertx, Form<V> form, Source<V, P> source) {
        this.vertx = vertx;
        this.form = form;
        this.source = source;
    }

    /** The records of a table that {@code wanted} accepts. */
    public static <V extends SpecificRecord> CsvList<V, String> ofTable(
            Vertx vertx, RecordTable<V> table, Predicate<V> wanted, Form<V> form) {
        return new CsvList<>(vertx, form, after -> {
            List<V> rows = table.page(after, wanted, PART);
            return new Part<>(
                    rows, rows.size() < PART ? null : table.shape().key().apply(rows.get(rows.size() - 1)));
        });
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
        Part<V, P> read = source.after(after);
        after = read.next();
        ended = after == null;
        return Optional.of(part.appendBuffer(CsvText.of(read.rows(), form.cells())));
    }
}
