package io.tokenkeep.console.api;

import io.tokenkeep.kit.table.Position;
import io.tokenkeep.kit.table.ReadPositions;
import io.tokenkeep.kit.table.RecordTable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lets a request wait until this instance has read everything that the request's caller has seen elsewhere. Waits for a bounded
 * time; then the answer is that the instance is not ready, never that something does not exist. Thread-safe.
 */
public final class PositionWait {

    /** The response header with the position of what was written, and the request header that asks for no earlier one. */
    public static final String HEADER = "Tokenkeep-Position";

    private final Vertx vertx;
    private final List<RecordTable<?>> tables;
    private final Map<String, ReadPositions> read;
    private final Duration limit;

    /**
     * @param tables must be read completely before any request is carried out
     * @param others further topics whose positions a request may name
     */
    public PositionWait(Vertx vertx, List<RecordTable<?>> tables, List<ReadPositions> others, Duration limit) {
        this.vertx = vertx;
        this.tables = List.copyOf(tables);
        this.read = Stream.concat(tables.stream().map(RecordTable::read), others.stream())
                .collect(Collectors.toMap(ReadPositions::topic, Function.identity()));
        this.limit = limit;
    }

    /** {@code written}: positions with commas between them; empty to wait for the tables' first reading alone. */
    Future<Void> await(Optional<String> written) {
        if (!tables.stream().allMatch(RecordTable::caughtUp)) {
            return Future.failedFuture(Problem.notReady("This instance has not read all records yet.")
                    .exception());
        }
        if (written.isEmpty()) {
            return Future.succeededFuture();
        }
        List<CompletableFuture<Void>> reached = new ArrayList<>();
        for (String text : written.get().split(",", -1)) {
            Optional<Position> position = Position.parse(text.strip());
            ReadPositions topic = position.map(Position::table).map(read::get).orElse(null);
            if (position.isEmpty() || topic == null) {
                cancel(reached);
                return Future.failedFuture(
                        Problem.invalid(HEADER + ": send what an earlier answer had in this header, or leave it out.")
                                .exception());
            }
            reached.add(topic.reached(position.get()));
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(reached.toArray(CompletableFuture[]::new));
        return Future.fromCompletionStage(all, vertx.getOrCreateContext())
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> {
                    cancel(reached);
                    return Future.failedFuture(
                            failure instanceof TimeoutException
                                    ? Problem.notReady("This instance has not read that position yet.")
                                            .exception()
                                    : failure);
                });
    }

    private static void cancel(List<CompletableFuture<Void>> waiting) {
        waiting.forEach(one -> one.cancel(false));
    }
}
