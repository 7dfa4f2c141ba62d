package io.tokenkeep.exchange.lane;

import io.tokenkeep.exchange.kafka.RecordPublisher;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes on a lane's event loop and does not take no for an answer: what is published here exists nowhere else, so a
 * record that was not acknowledged is sent again until it is. The job keeps its permit meanwhile, so with the broker away
 * a lane stops by itself once its permits are used up, and loses nothing.
 */
public final class Publishing {

    private static final Logger log = LoggerFactory.getLogger(Publishing.class);

    /** Of one job's records: the queue to the producer belongs to all jobs. */
    private static final int AT_ONCE = 16;

    private final Vertx vertx;
    private final Context context;
    private final RecordPublisher publisher;
    private final Backoff backoff;
    private final Unacknowledged unacknowledged;

    /** @param unacknowledged told of every record on its way */
    public Publishing(
            Vertx vertx, Context context, RecordPublisher publisher, Backoff backoff, Unacknowledged unacknowledged) {
        this.unacknowledged = unacknowledged;
        this.vertx = vertx;
        this.context = context;
        this.publisher = publisher;
        this.backoff = backoff;
    }

    /** Completes when the record is acknowledged. */
    public Future<Void> acknowledged(ProducerRecord<byte[], byte[]> record) {
        long ticket = unacknowledged.begin(record.topic());
        return attempt(record, 1).onComplete(done -> unacknowledged.end(ticket));
    }

    /** Completes when all of them are, a bounded number at a time. */
    public Future<Void> acknowledged(List<ProducerRecord<byte[], byte[]>> records) {
        if (records.isEmpty()) {
            return Future.succeededFuture();
        }
        int now = Math.min(AT_ONCE, records.size());
        return Future.all(
                        records.subList(0, now).stream().map(this::acknowledged).toList())
                .compose(done -> acknowledged(records.subList(now, records.size())));
    }

    /** Without transactions an idempotent producer that lost count begins to count anew, and goes on. */
    private static boolean mayPass(Throwable failure) {
        return failure instanceof RetriableException || failure instanceof OutOfOrderSequenceException;
    }

    private Future<Void> attempt(ProducerRecord<byte[], byte[]> record, int attempt) {
        return publisher.send(context, record).recover(failure -> {
            if (!mayPass(failure)) {
                // A producer that may not write, or has given up for good: no waiting mends it, a new process may.
                return Future.failedFuture(failure);
            }
            log.atWarn()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("attempt", attempt)
                    .addKeyValue("failure", failure.getClass().getName())
                    .log("record not acknowledged, sending it again");
            Promise<Void> later = Promise.promise();
            vertx.setTimer(
                    Math.max(1, backoff.after(attempt).toMillis()),
                    id -> context.runOnContext(n -> attempt(record, attempt + 1).onComplete(later)));
            return later.future();
        });
    }
}
