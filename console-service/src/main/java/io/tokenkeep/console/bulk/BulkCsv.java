package io.tokenkeep.console.bulk;

import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.console.account.AccountIndex;
import io.tokenkeep.console.api.ApiResponse;
import io.tokenkeep.console.caller.Caller;
import io.tokenkeep.console.csv.Cells;
import io.tokenkeep.console.csv.CsvList;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of each account of a bulk action, as a table. The id of an account is left out if the caller does not see
 * it any more, because its data was deleted, or it belongs to another client now. For one request.
 */
record BulkCsv(BulkActions bulks, AccountIndex index, Caller caller, String id) {

    private static final int PART = 1000;
    private static final List<String> COLUMNS = List.of("account", "result", "failureClass", "at");

    private record Row(BulkRow row, boolean seen) {}

    ApiResponse.Parts list(Vertx vertx) {
        return new CsvList<>(
                vertx,
                new CsvList.Form<Row>(COLUMNS, one -> cells(one.row(), one.seen())),
                (@Nullable Integer from) -> part(from == null ? 0 : from));
    }

    private CsvList.Part<Row, Integer> part(int from) {
        List<BulkRow> rows = bulks.rows(id, from, PART);
        Set<String> seen = index.seen(rows.stream().map(BulkRow::account).toList(), caller);
        return new CsvList.Part<>(
                rows.stream()
                        .map(row -> new Row(row, seen.contains(row.account())))
                        .toList(),
                rows.size() < PART ? null : from + rows.size());
    }

    private static List<String> cells(BulkRow row, boolean seen) {
        Optional<ResultList.Result> result = row.result();
        return List.of(
                seen ? Cells.id(row.account()) : "",
                row.state(),
                result.map(ResultList.Result::failureClass)
                        .filter(failure -> failure != FailureClass.NONE)
                        .map(FailureClass::name)
                        .orElse(""),
                result.map(one -> one.at().toString()).orElse(""));
    }
}
