package io.tokenkeep.exchange.code;

import io.tokenkeep.avro.AuthorizationProgress;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.HeldConsent;
import io.tokenkeep.exchange.consent.AccountLookup;
import io.tokenkeep.exchange.consent.Answer;
import io.tokenkeep.exchange.consent.Attempted;
import io.tokenkeep.exchange.consent.ConnectionPublisher;
import io.tokenkeep.exchange.consent.Consent;
import io.tokenkeep.exchange.consent.ConsentContext;
import io.tokenkeep.exchange.consent.ConsentHistory;
import io.tokenkeep.exchange.consent.ConsentOutcomes;
import io.tokenkeep.exchange.consent.ConsentRecords;
import io.tokenkeep.exchange.consent.ConsentWaits;
import io.tokenkeep.exchange.consent.LinkCheck;
import io.tokenkeep.exchange.consent.Obtained;
import io.tokenkeep.exchange.kafka.Ownership;
import io.tokenkeep.exchange.kafka.ProgressEntry;
import io.tokenkeep.exchange.lane.Permit;
import io.tokenkeep.exchange.lane.Publishing;
import io.tokenkeep.exchange.provider.App;
import io.tokenkeep.exchange.provider.CodeGrant;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.ShortLived;
import io.tokenkeep.seal.SealRefusedException;
import io.tokenkeep.seal.WrongKeyException;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes one attempt to bring a consent from its code to its outcome. The methods stand in the order of the steps: check
 * progress; check the connect link; present the code; checkpoint the answer; upgrade the token and ask for its account and Pages.
 * {@link ConnectionPublisher} publishes tokens and outcome and closes the progress. An attempt ends at the first step that is not possible now, and the next
 * attempt begins with progress again.
 *
 * <p>A code is presented only while this worker surely owns the code's partition, no progress of the code is known, and
 * progress would be known if there were any. The answer is checkpointed before anything else is tried. After "already
 * used" the worker looks for another worker's answer before the consent fails (RFC 6749 4.1.2: codes are single-use).
 * Used on its lane's event loop only.
 */
final class CodeAttempt {

    private static final Duration SHORTLY = Duration.ofMillis(50);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int MOST_UNSURE = 20;

    /**
     * A gateway may have damaged an answer, and the next one may be whole. After three such answers the code counts as
     * spent.
     */
    private static final int MOST_UNREADABLE = 3;

    private final CodeContext shared;
    private final ConsentContext consents;
    private final Consent consent;
    private final Ownership ownership;
    private final ConsentOutcomes outcomes;
    private final ConsentWaits waits;
    private final LinkCheck links;
    private final ConnectionPublisher publisher;
    private final Instant codeEndsAt;

    CodeAttempt(CodeContext shared, Consent consent, Ownership ownership, Permit permit) {
        this.shared = shared;
        this.consents = shared.consents();
        this.consent = consent;
        this.ownership = ownership;
        this.outcomes = new ConsentOutcomes(consents, consent, consent.code().getReceivedAt(), this::finish);
        this.waits = new ConsentWaits(consents, consent, outcomes);
        this.links = new LinkCheck(consents, consent, waits, () -> outcomes.failed(AuthorizationReason.LINK_REFUSED));
        this.publisher = new ConnectionPublisher(consents, consent, permit, outcomes, waits);
        this.codeEndsAt = shared.codeEndsAt(consent);
    }

    /** A record that is too large for Kafka fails this consent alone. */
    Future<Attempted> run(ConsentHistory history) {
        return checkProgress(history)
                .recover(failure -> Publishing.isTooLarge(failure)
                        ? outcomes.failed(AuthorizationReason.BAD_REQUEST)
                        : Future.failedFuture(failure));
    }

    private Future<Attempted> checkProgress(ConsentHistory history) {
        if (!shared.progress().isCaughtUp(consent.partition())
                || !consents.records().knowsClients()) {
            return Attempted.again(history, SHORTLY);
        }
        App app = consents.apps().get(consent.app());
        ProgressEntry entry = shared.progress().find(consent.partition(), consent.id());
        if (entry != null) {
            return entry.match(
                    () -> Future.succeededFuture(Attempted.DONE),
                    answered -> resume(history, app, answered.progress()),
                    unreadable -> waits.waits(
                            history,
                            AuthorizationReason.KEY_UNKNOWN,
                            unreadable.at().plus(consents.codeLifetime())));
        }
        Instant spentSince = history.spentSince();
        return spentSince == null ? checkTime(history, app) : lookAgain(history, spentSince);
    }

    /** Without any trace, a code is presented while it is young and if the worker would know that it was finished. */
    private Future<Attempted> checkTime(ConsentHistory before, @Nullable App app) {
        if (!ownership.acceptsWork()) {
            // The partition may be lost, and its progress forgotten, since progress was checked. The lane drops the
            // job.
            return Attempted.again(before, SHORTLY);
        }
        boolean presentable = consent.isPresentable(shared.progress());
        ConsentHistory history = before.withPresentable(presentable);
        if (!consents.clock().instant().isBefore(codeEndsAt)) {
            return history.wasPresentable()
                    ? endTooOld(outcomes.expired(history.waits().reasonAtEnd()))
                    : endTooOld(outcomes.undetermined());
        }
        if (!presentable) {
            return endTooOld(outcomes.undetermined());
        }
        return app == null
                ? waits.waits(history, AuthorizationReason.MISCONFIGURED, codeEndsAt)
                : present(history, app);
    }

    private Future<Attempted> present(ConsentHistory history, App app) {
        if (!ownership.isSure()) {
            int unsure = history.unsure() + 1;
            return Attempted.again(history.withUnsure(unsure), SHORTLY.multipliedBy(Math.min(unsure, MOST_UNSURE)));
        }
        ConsentHistory sure = history.withUnsure(0);
        return links.ifValid(sure, codeEndsAt, link -> open(sure, app));
    }

    private Future<Attempted> open(ConsentHistory sure, App app) {
        CodeGrant grant;
        try {
            grant = shared.codes().open(consent.code());
        } catch (WrongKeyException e) {
            // An operator has to correct a key set, and the code lives meanwhile. A changed text looks the same.
            return waits.waits(sure, AuthorizationReason.KEY_UNKNOWN, codeEndsAt);
        } catch (SealRefusedException e) {
            return outcomes.failed(AuthorizationReason.BAD_REQUEST);
        }
        return waits.presenting(sure, app, codeEndsAt, called -> exchange(called, app, grant));
    }

    private Future<Attempted> exchange(ConsentHistory history, App app, CodeGrant grant) {
        consents.metrics().presented(app.name());
        // Ownership is checked when the request is about to leave: a process that stood still meanwhile may have lost
        // it.
        AtomicBoolean withheld = new AtomicBoolean();
        return app.provider()
                .exchange(grant, () -> {
                    withheld.set(!ownership.isSure());
                    return !withheld.get();
                })
                .compose(reply -> reply.match(
                        given -> checkpoint(history, app, given),
                        failure -> withheld.get()
                                ? Attempted.again(history, SHORTLY)
                                : notExchanged(history, app, failure)));
    }

    /** The answer exists only here, so it is checkpointed even if the partition is lost by now. */
    private Future<Attempted> checkpoint(ConsentHistory history, App app, ShortLived given) {
        Instant now = consents.clock().instant();
        consents.failures().codeExchanged(app.name());
        Answer answer = consents.records().answer(consent, given, now);
        AuthorizationProgress progress = consents.records().progress(consent, answer, now);
        return consents.publishing()
                .acknowledged(ConsentRecords.record(progress))
                .compose(acknowledged -> {
                    shared.progress().answered(consent.partition(), progress);
                    return connect(history.withAnswer(), app, answer);
                });
    }

    private Future<Attempted> notExchanged(ConsentHistory history, App app, Failure failure) {
        if (failure.kind() == FailureKind.CODE_SPENT) {
            // Another owner of the partition may have presented the code, and its answer may be on its way.
            consents.failures().succeeded(app.name());
            Instant now = consents.clock().instant();
            return lookAgain(history.withSpentSince(now), now);
        }
        if (failure.kind() != FailureKind.UNREADABLE) {
            return waits.refused(history, app, failure, codeEndsAt);
        }
        ConsentHistory next = history.withUnreadable(history.unreadable() + 1);
        return next.unreadable() < MOST_UNREADABLE
                ? waits.refused(next, app, failure, codeEndsAt)
                : outcomes.failed(AuthorizationReason.CODE_SPENT);
    }

    /** Looks for another worker's answer as long as it may still be on its way. */
    private Future<Attempted> lookAgain(ConsentHistory history, Instant spentSince) {
        Duration left = Duration.between(consents.clock().instant(), spentSince.plus(shared.secondLook()));
        if (left.isNegative() || left.isZero()) {
            return outcomes.failed(AuthorizationReason.CODE_SPENT);
        }
        return Attempted.again(history, left.compareTo(LOOK) < 0 ? left : LOOK);
    }

    /** Continues with a checkpointed answer, which this worker or another one wrote. */
    private Future<Attempted> resume(ConsentHistory history, @Nullable App app, AuthorizationProgress progress) {
        Instant until = progress.getAnsweredAt().plus(consents.codeLifetime());
        if (app == null) {
            return waits.waits(history, AuthorizationReason.MISCONFIGURED, until);
        }
        Optional<Answer> answer;
        try {
            answer = Answer.fromJson(shared.answers().open(consent.id(), progress.getSealedAnswer()));
        } catch (SealRefusedException e) {
            // The answer is kept. It can still become a token when the key returns, or a newer version reads it.
            return waits.waits(history, AuthorizationReason.KEY_UNKNOWN, until);
        }
        if (answer.isEmpty()) {
            return outcomes.failed(AuthorizationReason.BAD_REQUEST);
        }
        if (!consents.clock().instant().isBefore(answer.get().endsAt())) {
            return outcomes.failed(history.waits().reasonAtEnd());
        }
        if (!history.answered()) {
            consents.metrics().resumed(app.name());
        }
        ConsentHistory next = history.withAnswer();
        return next.spentSince() == null ? connect(next, app, answer.get()) : verify(next, app, answer.get());
    }

    /** Presenting a code twice may have revoked its token, so the token is verified before it is used. */
    private Future<Attempted> verify(ConsentHistory history, App app, Answer answer) {
        return app.provider()
                .me(answer.token())
                .compose(reply -> reply.match(
                        profile -> connect(history, app, answer),
                        failure -> failure.kind() == FailureKind.REAUTHORIZE
                                ? outcomes.failed(AuthorizationReason.CODE_SPENT)
                                : waits.refused(history, app, failure, answer.endsAt())));
    }

    private Future<Attempted> connect(ConsentHistory history, App app, Answer answer) {
        return links.ifValid(
                history,
                answer.endsAt(),
                link -> waits.calling(history, app, answer.endsAt(), called -> AccountLookup.connection(app, answer)
                        .compose(reply -> reply.match(
                                connection -> isFinished()
                                        ? Future.succeededFuture(Attempted.DONE)
                                        : publisher.publish(
                                                called,
                                                new Obtained(
                                                        app,
                                                        answer,
                                                        connection,
                                                        consents.clock().instant(),
                                                        false)),
                                failure -> notConnected(called, app, answer, failure)))));
    }

    /** The confirmation lane may have ended the consent meanwhile, if an earlier worker died after it had held it. */
    private boolean isFinished() {
        ProgressEntry entry = shared.progress().find(consent.partition(), consent.id());
        return entry != null && entry.match(() -> true, answered -> false, unreadable -> false);
    }

    /** The answer is kept and the upgrade can be repeated, so an unknown refusal is retried a few times. */
    private Future<Attempted> notConnected(ConsentHistory history, App app, Answer answer, Failure failure) {
        return failure.kind() == FailureKind.BAD_REQUEST
                ? waits.waitsBriefly(history, AuthorizationReason.BAD_REQUEST, answer.endsAt())
                : waits.refused(history, app, failure, answer.endsAt());
    }

    /**
     * The end of a code that is too old to be presented is not remembered, so a backlog of such codes needs no memory.
     */
    private Future<Attempted> endTooOld(ProducerRecord<byte[], byte[]> outcome) {
        boolean canComeAgain =
                shared.progress().concerns(consent.orderedAt(), consents.clock().instant());
        return canComeAgain
                ? outcomes.finish(outcome, null)
                : consents.publishing().acknowledged(outcome).map(Attempted.DONE);
    }

    /** What is held of the consent is written before the end of progress, so a crash between them loses nothing. */
    private Future<Void> finish(@Nullable HeldConsent held) {
        Future<Void> kept = held == null
                ? Future.succeededFuture()
                : consents.publishing().acknowledged(ConsentRecords.held(consent.id(), held));
        return kept.compose(acknowledged -> consents.publishing().acknowledged(ConsentRecords.finished(consent)))
                .map(acknowledged -> {
                    Instant now = consents.clock().instant();
                    // The end is never earlier than the code; otherwise it would be forgotten while the code can still
                    // be presented.
                    Instant finished = now.isBefore(consent.orderedAt()) ? consent.orderedAt() : now;
                    shared.progress().finished(consent.partition(), consent.id(), finished);
                    return null;
                });
    }
}
