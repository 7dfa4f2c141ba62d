package io.tokenkeep.console.bulk;

import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.console.account.AccountIndex;
import io.tokenkeep.console.caller.Caller;
import io.tokenkeep.console.csv.Cells;
import io.tokenkeep.console.csv.CsvParts;
import io.tokenkeep.console.csv.CsvText;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What became of each account of a bulk action, as a table. The id of an account is left out if the caller does not see
 * it any more, because its data was deleted, or it belongs to another client now. For one request.
 */
final class BulkCsv extends CsvParts {

    private static final int PART = 1000;
    private static final List<String> COLUMNS = List.of("account", "result", "failureClass", "at");

    private final BulkActions bulks;
    private final AccountIndex index;
    private final Caller caller;
    private final String id;
    private int next;

    BulkCsv(Vertx vertx, BulkActions bulks, AccountIndex index, Caller caller, String id) {
        super(vertx, COLUMNS);
        this.bulks = bulks;
        this.index = index;
        this.caller = caller;
        this.id = id;
    }

    @Override
    protected Buffer rows() {
        List<BulkRow> rows = bulks.rows(id, next, PART);
        if (rows.size() < PART) {
            end();
        }
        next += rows.size();
        Set<String> seen = index.seen(rows.stream().map(BulkRow::account).toList(), caller);
        return CsvText.of(rows, row -> cells(row, seen.contains(row.account())));
    }

    private static List<String> cells(BulkRow row, boolean seen) {
        Optional<ResultList.Result> result = row.result();
        return List.of(
                seen ? Cells.text(row.account()) : "",
                row.state(),
                result.map(ResultList.Result::failureClass)
                        .filter(failure -> failure != FailureClass.NONE)
                        .map(FailureClass::name)
                        .orElse(""),
                result.map(one -> one.at().toString()).orElse(""));
    }
}
