package io.tokenkeep.exchange.code;

import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.Token;
import io.tokenkeep.exchange.provider.PageList;
import io.tokenkeep.exchange.records.FailureClasses;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the outcome of a consent, counts it and logs it. A consent has ended only when its outcome and its end of
 * progress are acknowledged. Used on its lane's event loop only.
 */
final class ConsentOutcomes {

    private static final Logger log = LoggerFactory.getLogger(ConsentOutcomes.class);

    private final CodeContext shared;
    private final Consent consent;

    ConsentOutcomes(CodeContext shared, Consent consent) {
        this.shared = shared;
        this.consent = consent;
    }

    /** To be called when the tokens are acknowledged. */
    Future<Attempted> connected(Connection connection, Token person) {
        Instant now = shared.clock().instant();
        PageList list = connection.list();
        shared.metrics()
                .connected(consent.app(), Duration.between(consent.code().getReceivedAt(), now));
        log.atInfo()
                .addKeyValue("authorizationId", consent.id())
                .addKeyValue("app", consent.app())
                .addKeyValue("pages", list.pages().size())
                .addKeyValue("missingPages", list.missing().size())
                .addKeyValue("listFailure", FailureClasses.of(list.failure()))
                .log("account connected");
        return finish(CodeRecords.connected(consent, person, connection, now));
    }

    Future<Attempted> failed(AuthorizationReason reason) {
        return finish(failure(reason));
    }

    /** The code's time was over before any worker presented it. */
    Future<Attempted> expired(AuthorizationReason reason) {
        return finishTooOld(failure(reason));
    }

    /**
     * Another worker may have exchanged the code, and its trace is no longer remembered. This is neither a success nor
     * a failure.
     */
    Future<Attempted> undetermined() {
        shared.metrics().undetermined(consent.app());
        log.atInfo()
                .addKeyValue("authorizationId", consent.id())
                .addKeyValue("app", consent.app())
                .log("authorization undetermined: its code was read too late to know whether it was exchanged");
        return finishTooOld(CodeRecords.undetermined(consent, shared.clock().instant()));
    }

    /** Publishes that the consent waits, and until when. The consent goes on after it. */
    Future<Void> waiting(AuthorizationReason reason, Instant until) {
        shared.metrics().waits(consent.app(), reason);
        return shared.publishing()
                .acknowledged(CodeRecords.waiting(
                        consent, reason, until, shared.clock().instant()));
    }

    private ProducerRecord<byte[], byte[]> failure(AuthorizationReason reason) {
        shared.metrics().failed(consent.app(), reason);
        log.atInfo()
                .addKeyValue("authorizationId", consent.id())
                .addKeyValue("app", consent.app())
                .addKeyValue("reason", reason)
                .log("authorization failed");
        return CodeRecords.failed(consent, reason, shared.clock().instant());
    }

    /**
     * The end of a code that is too old to be presented is not remembered, so a backlog of such codes needs no memory.
     */
    private Future<Attempted> finishTooOld(ProducerRecord<byte[], byte[]> outcome) {
        boolean canComeAgain =
                shared.progress().concerns(consent.orderedAt(), shared.clock().instant());
        return canComeAgain
                ? finish(outcome)
                : shared.publishing().acknowledged(outcome).map(Attempted.DONE);
    }

    /** Publishes the final outcome of the consent, then the end of its progress. */
    private Future<Attempted> finish(ProducerRecord<byte[], byte[]> outcome) {
        return shared.publishing()
                .acknowledged(outcome)
                .compose(acknowledged -> shared.publishing().acknowledged(CodeRecords.finished(consent)))
                .map(acknowledged -> {
                    Instant now = shared.clock().instant();
                    // The end is never earlier than the code; otherwise it would be forgotten while the code can still
                    // be presented.
                    Instant finished = now.isBefore(consent.orderedAt()) ? consent.orderedAt() : now;
                    shared.progress().finished(consent.partition(), consent.id(), finished);
                    return Attempted.DONE;
                });
    }
}
