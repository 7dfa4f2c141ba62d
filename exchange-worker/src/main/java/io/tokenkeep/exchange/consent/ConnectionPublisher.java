package io.tokenkeep.exchange.consent;

import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.RefreshSecret;
import io.tokenkeep.avro.Token;
import io.tokenkeep.exchange.lane.Permit;
import io.tokenkeep.exchange.provider.App;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.secret.RefreshSecretRecords;
import io.tokenkeep.seal.SealRefusedException;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what a consent connected: the use of its connect link if console-service made one, the refresh token if there is one,
 * the person's token, the Pages' tokens, the outcome and the end of progress; each is acknowledged before the next. Nothing is
 * published if the link does not count any more, expects another account, or asks for a confirmation that there is not yet. Used on its lane's event loop only.
 */
public final class ConnectionPublisher {

    private static final Logger log = LoggerFactory.getLogger(ConnectionPublisher.class);

    private final ConsentContext shared;
    private final Consent consent;
    private final Permit permit;
    private final ConsentOutcomes outcomes;
    private final ConsentWaits waits;

    private record Records(@Nullable RefreshSecret secret, Token person, Connection connection, Instant at) {}

    public ConnectionPublisher(
            ConsentContext shared, Consent consent, Permit permit, ConsentOutcomes outcomes, ConsentWaits waits) {
        this.shared = shared;
        this.consent = consent;
        this.permit = permit;
        this.outcomes = outcomes;
        this.waits = waits;
    }

    public Future<Attempted> publish(ConsentHistory history, Obtained obtained) {
        App app = obtained.app();
        Failure listFailure = obtained.connection().list().failure();
        if (listFailure != null) {
            shared.failures().optionalCallFailed(app.name(), listFailure);
        }
        shared.failures().succeeded(app.name());
        if (obtained.connection().issued().assumed()) {
            log.atWarn()
                    .addKeyValue("app", app.name())
                    .log("the provider stated no lifetime of the token, the documented one is assumed");
        }
        LinkCheck links =
                new LinkCheck(shared, consent, waits, () -> refused(AuthorizationReason.LINK_REFUSED, obtained));
        return links.ifValid(
                history, obtained.answer().endsAt(), link -> link.map(known -> byLink(history, obtained, known, links))
                        .orElseGet(() -> withRecords(history, obtained, this::publish)));
    }

    /** Only a connection that the link expects is published. */
    private Future<Attempted> byLink(ConsentHistory history, Obtained obtained, ConnectLink link, LinkCheck links) {
        Connection connection = obtained.connection();
        Instant until = obtained.answer().endsAt();
        ExpectedAccounts expected = ExpectedAccounts.of(link, consent.app());
        if (!expected.isMetBy(obtained.answer(), connection)) {
            return expected.mayBeMetLater(connection)
                    ? waitsForTheRest(history, obtained)
                    : refused(AuthorizationReason.NOT_EXPECTED, obtained);
        }
        Obtained wanted = obtained.with(
                expected.withoutOtherPages(connection, shared.clock().instant()));
        Integer hours = link.getConfirmWithinHours();
        if (hours != null && !obtained.confirmed()) {
            return hold(wanted, Duration.ofHours(hours));
        }
        return withRecords(history, wanted, records -> links.using(link, history, until, () -> publish(records)));
    }

    /** A person looks at the page after a consent. Nobody does after a confirmation, and it cannot be made again. */
    private Future<Attempted> waitsForTheRest(ConsentHistory history, Obtained obtained) {
        Instant until = obtained.answer().endsAt();
        return obtained.confirmed()
                ? waits.waits(history, AuthorizationReason.PROVIDER_UNAVAILABLE, until)
                : waits.waitsBriefly(history, AuthorizationReason.PROVIDER_UNAVAILABLE, until);
    }

    /** No call to the provider follows. */
    private Future<Attempted> hold(Obtained wanted, Duration within) {
        permit.giveBack();
        return outcomes.held(shared.held().awaitingConfirmation(consent, wanted, within));
    }

    /** The grant lives on at the provider, unless it can be revoked. */
    private Future<Attempted> refused(AuthorizationReason reason, Obtained obtained) {
        return outcomes.refused(reason, shared.held().toBeRevoked(consent, obtained));
    }

    private Future<Attempted> withRecords(
            ConsentHistory history, Obtained obtained, Function<Records, Future<Attempted>> next) {
        Answer answer = obtained.answer();
        Connection connection = obtained.connection();
        Instant now = shared.clock().instant();
        Token person = shared.records().token(consent, obtained);
        RefreshSecret secret;
        try {
            secret = shared.records().refreshSecret(consent, person, answer, connection.issued());
        } catch (SealRefusedException e) {
            return waits.waits(history, AuthorizationReason.KEY_UNKNOWN, answer.endsAt());
        }
        // No call to the provider follows.
        permit.giveBack();
        return next.apply(new Records(secret, person, connection, now));
    }

    private Future<Attempted> publish(Records records) {
        Token person = records.person();
        Connection connection = records.connection();
        RefreshSecret secret = records.secret();
        Future<Void> kept = secret == null
                ? Future.succeededFuture()
                : shared.publishing().acknowledged(RefreshSecretRecords.record(secret));
        return kept.compose(acknowledged -> shared.publishing().acknowledged(ConsentRecords.record(person)))
                .compose(acknowledged -> shared.publishing()
                        .eachAcknowledged(connection.list().pages(), page -> shared.records()
                                .record(consent, person, page, records.at())))
                .compose(tooLarge -> outcomes.connected(connection.withoutTokensOf(tooLarge), person));
    }
}
