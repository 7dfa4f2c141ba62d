package io.tokenkeep.console.erasure;

import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.Problem;
import io.tokenkeep.console.edit.TableEditor;
import io.tokenkeep.kit.link.LinkUses;
import io.tokenkeep.kit.table.RecordTable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases from connect links what must not be kept any longer: within seconds after an account was deleted, and once an hour for links
 * that are over. Every instance does it; the first one's change wins, and the others find nothing left to do. A change that Kafka does
 * not take is tried again with the next second. Thread-safe.
 */
public final class LinkEraser implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LinkEraser.class);
    private static final String OPERATION = "eraseAccounts";
    private static final long TICK_MILLIS = 1000;
    private static final Duration ALL = Duration.ofHours(1);

    /** Fewer than may be on their way to Kafka, and few enough to hold the table's lock for no time that counts. */
    private static final int PART = 100;

    private final Vertx vertx;
    private final Parts parts;
    private final LinkErasure erasure;
    private final UnaryOperator<ConnectLink> sign;
    private final long timer;
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private volatile long swept = -1;
    private volatile Instant next = Instant.MIN;

    /** What it reads and changes. */
    public record Parts(
            RecordTable<ConnectLink> links,
            LinkUses uses,
            DeletedAccounts accounts,
            TableEditor<ConnectLink> editor,
            InstantSource clock) {}

    /** @param sign signs a changed link; may block for a signature */
    public LinkEraser(Vertx vertx, Parts parts, UnaryOperator<ConnectLink> sign) {
        this.vertx = vertx;
        this.parts = parts;
        this.sign = sign;
        this.erasure = new LinkErasure(parts.accounts(), parts.uses());
        this.timer = vertx.setPeriodic(TICK_MILLIS, tick -> tick());
    }

    private void tick() {
        boolean read = parts.links().caughtUp()
                && parts.uses().caughtUp()
                && parts.accounts().caughtUp();
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
                        .addKeyValue("failure", failure.getClass().getSimpleName())
                        .log("deleted accounts are not erased from all connect links yet, trying again"))
                .onComplete(done -> sweeping.set(false));
    }

    private Future<Void> sweepAfter(@Nullable String after, Instant now) {
        List<ConnectLink> part = parts.links().page(after, link -> true, PART);
        if (part.isEmpty()) {
            return Future.succeededFuture();
        }
        String last = part.get(part.size() - 1).getLinkId();
        // On a worker thread, because signatures take longer than an event loop should wait.
        return vertx.executeBlocking(
                        () -> part.stream()
                                .filter(link -> erasure.isNeeded(link, now))
                                .map(link -> erase(link.getLinkId(), now))
                                .toList(),
                        false)
                .compose(Future::join)
                .compose(done -> sweepAfter(last, now));
    }

    /** Nothing is left to do if another instance was first. */
    private Future<Void> erase(String linkId, Instant now) {
        return parts.editor()
                .change(
                        ApiRequest.ofService(OPERATION),
                        linkId,
                        link -> erasure.isNeeded(link, now),
                        (link, version) -> sign.apply(erasure.erased(link, version)))
                .<Void>mapEmpty()
                .recover(failure -> failure instanceof Problem.Refused refused
                                && refused.problem().status() == 404
                        ? Future.succeededFuture()
                        : Future.failedFuture(failure));
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
    }
}
