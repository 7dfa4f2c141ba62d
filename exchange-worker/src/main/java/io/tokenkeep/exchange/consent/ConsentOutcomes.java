package io.tokenkeep.exchange.consent;

import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.HeldConsent;
import io.tokenkeep.avro.Token;
import io.tokenkeep.exchange.provider.PageList;
import io.tokenkeep.exchange.records.FailureClasses;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the outcome of a consent, counts it and logs it. A lane is done with a consent only when the outcome and the lane's
 * last step are acknowledged. Used on its lane's event loop only.
 */
public final class ConsentOutcomes {

    private static final Logger log = LoggerFactory.getLogger(ConsentOutcomes.class);

    private final ConsentContext shared;
    private final Consent consent;
    private final Instant begunAt;
    private final ConsentEnd end;

    /**
     * @param begunAt since when somebody waits for the result
     * @param end the lane's last step with the consent
     */
    public ConsentOutcomes(ConsentContext shared, Consent consent, Instant begunAt, ConsentEnd end) {
        this.shared = shared;
        this.consent = consent;
        this.begunAt = begunAt;
        this.end = end;
    }

    /** To be called when the tokens are acknowledged. */
    public Future<Attempted> connected(Connection connection, Token person) {
        Instant now = shared.clock().instant();
        PageList list = connection.list();
        shared.metrics().connected(consent.app(), Duration.between(begunAt, now));
        log.atInfo()
                .addKeyValue("authorizationId", consent.id())
                .addKeyValue("app", consent.app())
                .addKeyValue("pages", list.pages().size())
                .addKeyValue("missingPages", list.missing().size())
                .addKeyValue("listFailure", FailureClasses.of(list.failure()))
                .log("account connected");
        return finish(ConsentRecords.connected(consent, person, connection, now), null);
    }

    public Future<Attempted> failed(AuthorizationReason reason) {
        return finish(failure(reason), null);
    }

    /**
     * Fails a consent whose token works.
     *
     * @param held the consent as it is kept until its grant is revoked; null if the provider offers no revocation
     */
    public Future<Attempted> refused(AuthorizationReason reason, @Nullable HeldConsent held) {
        return finish(failure(reason), held);
    }

    /** The consent waits for a confirmation, and this lane is done with it. */
    public Future<Attempted> held(HeldConsent held) {
        AuthorizationReason reason = AuthorizationReason.AWAITING_CONFIRMATION;
        shared.metrics().waits(consent.app(), reason);
        log.atInfo()
                .addKeyValue("authorizationId", consent.id())
                .addKeyValue("app", consent.app())
                .addKeyValue("until", held.getUntil())
                .log("authorization waits for a confirmation");
        return finish(
                ConsentRecords.waiting(
                        consent, reason, held.getUntil(), shared.clock().instant()),
                held);
    }

    /** The outcome of a consent whose code's time was over before any worker presented it. */
    public ProducerRecord<byte[], byte[]> expired(AuthorizationReason reason) {
        return failure(reason);
    }

    /**
     * The outcome of a consent whose code another worker may have exchanged, with no trace of it left. This is neither a success
     * nor a failure.
     */
    public ProducerRecord<byte[], byte[]> undetermined() {
        shared.metrics().undetermined(consent.app());
        log.atInfo()
                .addKeyValue("authorizationId", consent.id())
                .addKeyValue("app", consent.app())
                .log("authorization undetermined: its code was read too late to know whether it was exchanged");
        return ConsentRecords.undetermined(consent, shared.clock().instant());
    }

    /** Publishes that the consent waits, and until when. The consent goes on after it. */
    public Future<Void> waiting(AuthorizationReason reason, Instant until) {
        shared.metrics().waits(consent.app(), reason);
        return shared.publishing()
                .acknowledged(ConsentRecords.waiting(
                        consent, reason, until, shared.clock().instant()));
    }

    private ProducerRecord<byte[], byte[]> failure(AuthorizationReason reason) {
        shared.metrics().failed(consent.app(), reason);
        log.atInfo()
                .addKeyValue("authorizationId", consent.id())
                .addKeyValue("app", consent.app())
                .addKeyValue("reason", reason)
                .log("authorization failed");
        return ConsentRecords.failed(consent, reason, shared.clock().instant());
    }

    /** Publishes the outcome, then makes the lane's last step. */
    public Future<Attempted> finish(ProducerRecord<byte[], byte[]> outcome, @Nullable HeldConsent held) {
        return shared.publishing()
                .acknowledged(outcome)
                .compose(acknowledged -> end.write(held))
                .map(acknowledged -> Attempted.DONE);
    }
}
