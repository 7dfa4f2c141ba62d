package io.tokenkeep.console.csv;

import io.tokenkeep.kit.table.RecordTable;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records of a table as one CSV. A record that comes or
 * changes meanwhile is in it or not. For one request.
 */
public final class CsvList<V extends SpecificRecord> extends CsvParts {

    private static final int PART = 200;

    private final RecordTable<V> table;
    private final Form<V> form;
    private @Nullable String after;

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
        super(vertx, form.columns());
        this.table = table;
        this.form = form;
    }

    @Override
    protected Buffer rows() {
        List<V> rows = table.page(after, form.wanted(), PART);
        if (rows.size() < PART) {
            end();
        }
        if (!rows.isEmpty()) {
            after = table.shape().key().apply(rows.get(rows.size() - 1));
        }
        return CsvText.of(rows, form.cells());
    }
}
