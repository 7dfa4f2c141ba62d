package io.tokenkeep.console.csv;

import io.tokenkeep.console.api.Problem;
import io.tokenkeep.console.api.Problems;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the rows of a table a part at a time, so that other changes pass in between, and fewer records are on their way to Kafka
 * than may be. A row that fails leaves the others as they are.
 */
public final class RowBatch {

    private static final int PART = 100;

    private final Vertx vertx;

    public RowBatch(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Carries out one row. Called on a worker thread; may block for a signature. */
    @FunctionalInterface
    public interface Step<T, M> {

        /** {@code index} of the row in the table, from 0. */
        Future<M> begin(int index, T value);
    }

    /** What became of each row. Fails only by a mistake of this program. */
    public <T, M> Future<List<CsvRow<M>>> run(List<CsvRow<T>> rows, Step<T, M> step) {
        return runFrom(rows, step, new ArrayList<>());
    }

    private <T, M> Future<List<CsvRow<M>>> runFrom(List<CsvRow<T>> rows, Step<T, M> step, List<CsvRow<M>> done) {
        int first = done.size();
        if (first == rows.size()) {
            return Future.succeededFuture(done);
        }
        List<CsvRow<T>> part = rows.subList(first, Math.min(first + PART, rows.size()));
        return vertx.executeBlocking(() -> begin(part, first, step), false)
                .compose(begun -> Future.join(begun).transform((all, failure) -> result(part, begun, done)))
                .compose(more -> runFrom(rows, step, done));
    }

    private static <T, M> List<Future<@Nullable M>> begin(List<CsvRow<T>> part, int first, Step<T, M> step) {
        List<Future<@Nullable M>> begun = new ArrayList<>();
        for (int i = 0; i < part.size(); i++) {
            int index = first + i;
            begun.add(
                    part.get(i).value().map(value -> begin(index, value, step)).orElseGet(Future::succeededFuture));
        }
        return begun;
    }

    private static <T, M> Future<@Nullable M> begin(int index, T value, Step<T, M> step) {
        try {
            return step.begin(index, value).map(made -> made);
        } catch (Problem.Refused e) {
            return Future.failedFuture(e);
        }
    }

    private static <T, M> Future<Void> result(
            List<CsvRow<T>> part, List<Future<@Nullable M>> begun, List<CsvRow<M>> done) {
        for (int i = 0; i < part.size(); i++) {
            Future<@Nullable M> one = begun.get(i);
            CsvRow<T> row = part.get(i);
            if (one.succeeded()) {
                done.add(new CsvRow<>(row.line(), Optional.ofNullable(one.result()), row.problem()));
                continue;
            }
            Optional<Problem> known = Problems.known(one.cause());
            if (known.isEmpty()) {
                return Future.failedFuture(one.cause());
            }
            done.add(CsvRow.failed(row.line(), known.get().detail()));
        }
        return Future.succeededFuture();
    }
}
