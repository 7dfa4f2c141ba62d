package io.tokenkeep.exchange.lane;

import io.tokenkeep.exchange.kafka.RecordPublisher;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes on a lane's event loop and never gives up: the published result exists nowhere else, so an unacknowledged record is
 * sent again until it is acknowledged. The job keeps its permit meanwhile. So without a broker a lane stops by itself when its
 * permits are used up, and loses nothing.
 */
public final class Publishing {

    private static final Logger log = LoggerFactory.getLogger(Publishing.class);

    /** The bound for one job's records, because the queue to the producer belongs to all jobs. */
    private static final int AT_ONCE = 16;

    private final Vertx vertx;
    private final Context context;
    private final RecordPublisher publisher;
    private final Backoff backoff;
    private final Unacknowledged unacknowledged;

    /** @param unacknowledged counts every record until it is acknowledged */
    public Publishing(
            Vertx vertx, Context context, RecordPublisher publisher, Backoff backoff, Unacknowledged unacknowledged) {
        this.unacknowledged = unacknowledged;
        this.vertx = vertx;
        this.context = context;
        this.publisher = publisher;
        this.backoff = backoff;
    }

    /**
     * Completes when the record is acknowledged. Fails if the record is too large, or if the producer can write no record any
     * more.
     */
    public Future<Void> acknowledged(ProducerRecord<byte[], byte[]> record) {
        long ticket = unacknowledged.begin(record.topic());
        return attempt(record, 1).andThen(done -> unacknowledged.end(ticket));
    }

    /**
     * Publishes one record for each item, a bounded number at a time. Completes when all records are acknowledged except those
     * too large for the broker; the result is the items of those.
     */
    public <T> Future<List<T>> eachAcknowledged(List<T> items, Function<T, ProducerRecord<byte[], byte[]>> record) {
        List<T> tooLarge = new ArrayList<>();
        return eachAcknowledged(items, record, tooLarge).map(done -> tooLarge);
    }

    private <T> Future<Void> eachAcknowledged(
            List<T> items, Function<T, ProducerRecord<byte[], byte[]>> record, List<T> tooLarge) {
        if (items.isEmpty()) {
            return Future.succeededFuture();
        }
        int now = Math.min(AT_ONCE, items.size());
        return Future.all(items.subList(0, now).stream()
                        .map(item -> acknowledged(record.apply(item)).recover(failure -> {
                            if (!isTooLarge(failure)) {
                                return Future.failedFuture(failure);
                            }
                            tooLarge.add(item);
                            return Future.succeededFuture();
                        }))
                        .toList())
                .compose(done -> eachAcknowledged(items.subList(now, items.size()), record, tooLarge));
    }

    /** Whether a record is too large. Neither a repeat nor a new process repairs that, and no other record is affected. */
    public static boolean isTooLarge(Throwable failure) {
        return failure instanceof RecordTooLargeException;
    }

    /** Without transactions, an idempotent producer that lost its sequence numbers starts new ones and continues. */
    private static boolean mayPass(Throwable failure) {
        return failure instanceof RetriableException || failure instanceof OutOfOrderSequenceException;
    }

    private Future<Void> attempt(ProducerRecord<byte[], byte[]> record, int attempt) {
        return publisher.send(context, record).recover(failure -> {
            if (!mayPass(failure)) {
                // The producer may not write, or has failed for good. Waiting does not repair that; a new process may.
                return Future.failedFuture(failure);
            }
            log.atWarn()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("attempt", attempt)
                    .addKeyValue("failure", failure.getClass().getName())
                    .log("record not acknowledged: it is sent again");
            Promise<Void> later = Promise.promise();
            vertx.setTimer(
                    Math.max(1, backoff.after(attempt).toMillis()),
                    id -> context.runOnContext(n -> attempt(record, attempt + 1).onComplete(later)));
            return later.future();
        });
    }
}
