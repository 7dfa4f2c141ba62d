package io.tokenkeep.console.erasure;

import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.Problem;
import io.tokenkeep.console.edit.TableEditor;
import io.tokenkeep.kit.table.RecordTable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases from the records of a table what must not be kept any longer: within seconds after an account was deleted, and once an hour
 * what is over. Every instance does it; the first one's change wins, and the others find nothing left to do. A change that Kafka does
 * not take is tried again with the next second. Thread-safe.
 */
public final class TableEraser<V extends SpecificRecord> implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TableEraser.class);
    /** Of every erasure, in the audit. */
    static final String OPERATION = "eraseAccounts";

    private static final long TICK_MILLIS = 1000;
    private static final Duration ALL = Duration.ofHours(1);

    /** Fewer than may be on their way to Kafka, and few enough to hold the table's lock for no time that counts. */
    private static final int PART = 100;

    private final Vertx vertx;
    private final Parts<V> parts;
    private final Erasure<V> erasure;
    private final long timer;
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private volatile long swept = -1;
    private volatile Instant next = Instant.MIN;

    /** What it reads and changes. */
    public record Parts<V extends SpecificRecord>(
            RecordTable<V> table, DeletedAccounts accounts, TableEditor<V> editor, InstantSource clock) {}

    public TableEraser(Vertx vertx, Parts<V> parts, Erasure<V> erasure) {
        this.vertx = vertx;
        this.parts = parts;
        this.erasure = erasure;
        this.timer = vertx.setPeriodic(TICK_MILLIS, tick -> tick());
    }

    private void tick() {
        boolean read = parts.table().caughtUp() && parts.accounts().caughtUp() && erasure.isReady();
        long deletions = parts.accounts().deletions();
        Instant now = parts.clock().instant();
        boolean due = deletions != swept || !now.isBefore(next);
        if (!read || !due || !sweeping.compareAndSet(false, true)) {
            return;
        }
        sweepAfter(null, now)
                .onSuccess(done -> {
                    swept = deletions;
                    next = now.plus(ALL);
                })
                .onFailure(failure -> log.atWarn()
                        .addKeyValue("table", parts.table().shape().topic().name())
                        .addKeyValue("failure", failure.getClass().getSimpleName())
                        .log("deleted accounts are not erased from all records of a table yet, trying again"))
                .onComplete(done -> sweeping.set(false));
    }

    private Future<Void> sweepAfter(@Nullable String after, Instant now) {
        List<V> part = parts.table().page(after, row -> true, PART);
        if (part.isEmpty()) {
            return Future.succeededFuture();
        }
        String last = key(part.get(part.size() - 1));
        // On a worker thread, because signatures take longer than an event loop should wait.
        return vertx.executeBlocking(
                        () -> part.stream()
                                .filter(row -> erasure.isNeeded(row, now))
                                .map(row -> erase(key(row), now))
                                .toList(),
                        false)
                .compose(Future::join)
                .compose(done -> sweepAfter(last, now));
    }

    /** Nothing is left to do if another instance was first. */
    private Future<Void> erase(String key, Instant now) {
        return parts.editor()
                .change(ApiRequest.ofService(OPERATION), key, row -> erasure.isNeeded(row, now), erasure::erased)
                .<Void>mapEmpty()
                .recover(failure -> failure instanceof Problem.Refused refused
                                && refused.problem().status() == 404
                        ? Future.succeededFuture()
                        : Future.failedFuture(failure));
    }

    private String key(V row) {
        return parts.table().shape().key().apply(row);
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
    }
}
