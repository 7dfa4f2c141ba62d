package io.tokenkeep.exchange.code;

import io.tokenkeep.avro.AuthorizationProgress;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.Token;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to bring a consent from its code to its outcome. Its steps stand below in their order: progress is checked;
 * the code is presented; the answer is checkpointed; the token is upgraded, its account and Pages are asked for; tokens
 * and outcome are published, and progress is closed. An attempt ends at the first step that cannot be made now, and the next
 * one begins with progress again. A code is presented only while its partition is surely ours and no progress of it is
 * known, though it would be; the answer is checkpointed before anything else is tried; "already used" is looked into once
 * more before it is believed (RFC 6749 4.1.2: codes are single-use). Lives on its lane's event loop.
 */
final class CodeAttempt {

    private static final Duration SHORTLY = Duration.ofMillis(50);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int MOST_UNSURE = 20;

    /** An answer that was spoilt on its way may come whole the next time. One that never does has spent the code. */
    private static final int MOST_UNREADABLE = 3;

    private static final Logger log = LoggerFactory.getLogger(CodeAttempt.class);

    private final CodeContext shared;
    private final Consent consent;
    private final Ownership ownership;
    private final Permit permit;
    private final ConsentOutcomes outcomes;
    private final ConsentWaits waits;
    private final Instant codeEndsAt;

    CodeAttempt(CodeContext shared, Consent consent, Ownership ownership, Permit permit) {
        this.shared = shared;
        this.consent = consent;
        this.ownership = ownership;
        this.permit = permit;
        this.outcomes = new ConsentOutcomes(shared, consent);
        this.waits = new ConsentWaits(shared, consent, outcomes);
        this.codeEndsAt = shared.codeEndsAt(consent);
    }

    /** A record that does not fit into Kafka is this consent's failure, and nobody else's. */
    Future<Attempted> run(CodeHistory history) {
        return checkProgress(history)
                .recover(failure -> Publishing.isTooLarge(failure)
                        ? outcomes.failed(AuthorizationReason.BAD_REQUEST)
                        : Future.failedFuture(failure));
    }

    private Future<Attempted> checkProgress(CodeHistory history) {
        if (!shared.progress().isCaughtUp(consent.partition())) {
            return Attempted.again(history, SHORTLY);
        }
        App app = shared.apps().get(consent.app());
        ProgressEntry entry = shared.progress().find(consent.partition(), consent.id());
        if (entry != null) {
            return entry.match(
                    () -> Future.succeededFuture(Attempted.DONE),
                    answered -> resume(history, app, answered.progress()),
                    unreadable -> waits.waits(
                            history,
                            AuthorizationReason.KEY_UNKNOWN,
                            unreadable.at().plus(shared.codeLifetime())));
        }
        Instant spentSince = history.spentSince();
        return spentSince == null ? checkTime(history, app) : lookAgain(history, spentSince);
    }

    /** Nothing is known of the code: it is presented while it is young, and where it would be known if it was finished. */
    private Future<Attempted> checkTime(CodeHistory before, @Nullable App app) {
        if (!ownership.acceptsWork()) {
            // Progress may have been forgotten with the partition since it was asked. The lane drops the job.
            return Attempted.again(before, SHORTLY);
        }
        boolean presentable = consent.isPresentable(shared.progress());
        CodeHistory history = before.withPresentable(presentable);
        if (!shared.clock().instant().isBefore(codeEndsAt)) {
            return history.wasPresentable() ? outcomes.expired() : outcomes.undetermined();
        }
        if (!presentable) {
            return outcomes.undetermined();
        }
        return app == null
                ? waits.waits(history, AuthorizationReason.MISCONFIGURED, codeEndsAt)
                : present(history, app);
    }

    private Future<Attempted> present(CodeHistory history, App app) {
        if (!ownership.isSure()) {
            int unsure = history.unsure() + 1;
            return Attempted.again(history.withUnsure(unsure), SHORTLY.multipliedBy(Math.min(unsure, MOST_UNSURE)));
        }
        CodeHistory sure = history.withUnsure(0);
        CodeGrant grant;
        try {
            grant = shared.codes().open(consent.code());
        } catch (WrongKeyException e) {
            // A key set is to be mended, and the code lives meanwhile; a text that was changed looks the same.
            return waits.waits(sure, AuthorizationReason.KEY_UNKNOWN, codeEndsAt);
        } catch (SealRefusedException e) {
            return outcomes.failed(AuthorizationReason.BAD_REQUEST);
        }
        return waits.presenting(sure, app, codeEndsAt, called -> exchange(called, app, grant));
    }

    private Future<Attempted> exchange(CodeHistory history, App app, CodeGrant grant) {
        shared.metrics().presented(app.name());
        // Asked when the request is about to leave: a process that stood still in between is no longer sure of
        // anything.
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

    /** Even if the partition is lost by now: the answer exists only here. */
    private Future<Attempted> checkpoint(CodeHistory history, App app, ShortLived given) {
        Instant now = shared.clock().instant();
        shared.failures().codeExchanged(app.name());
        Answer answer = Answer.of(given, now);
        AuthorizationProgress progress = shared.records().progress(consent, answer, now);
        return shared.publishing().acknowledged(CodeRecords.record(progress)).compose(acknowledged -> {
            shared.progress().answered(consent.partition(), progress);
            return connect(history.withAnswer(), app, answer);
        });
    }

    private Future<Attempted> notExchanged(CodeHistory history, App app, Failure failure) {
        if (failure.kind() == FailureKind.CODE_SPENT) {
            // It may have been presented before, by another owner of the partition, and its answer may be on its way.
            shared.failures().succeeded(app.name());
            Instant now = shared.clock().instant();
            return lookAgain(history.withSpentSince(now), now);
        }
        if (failure.kind() != FailureKind.UNREADABLE) {
            return waits.refused(history, app, failure, codeEndsAt);
        }
        CodeHistory next = history.withUnreadable(history.unreadable() + 1);
        return next.unreadable() < MOST_UNREADABLE
                ? waits.refused(next, app, failure, codeEndsAt)
                : outcomes.failed(AuthorizationReason.CODE_SPENT);
    }

    /** Looks for another worker's answer as long as one may still be on its way. */
    private Future<Attempted> lookAgain(CodeHistory history, Instant spentSince) {
        Duration left = Duration.between(shared.clock().instant(), spentSince.plus(shared.secondLook()));
        if (left.isNegative() || left.isZero()) {
            return outcomes.failed(AuthorizationReason.CODE_SPENT);
        }
        return Attempted.again(history, left.compareTo(LOOK) < 0 ? left : LOOK);
    }

    /** Goes on with an answer that is checkpointed: this worker's own of an earlier attempt, or another worker's. */
    private Future<Attempted> resume(CodeHistory history, @Nullable App app, AuthorizationProgress progress) {
        Instant until = progress.getAnsweredAt().plus(shared.codeLifetime());
        if (app == null) {
            return waits.waits(history, AuthorizationReason.MISCONFIGURED, until);
        }
        Optional<Answer> answer;
        try {
            answer = Answer.fromJson(shared.answers().open(consent.id(), progress.getSealedAnswer()));
        } catch (SealRefusedException e) {
            // The answer is kept: a key that comes back, or a version that can read it, still makes a token of it.
            return waits.waits(history, AuthorizationReason.KEY_UNKNOWN, until);
        }
        if (answer.isEmpty()) {
            return outcomes.failed(AuthorizationReason.BAD_REQUEST);
        }
        if (!shared.clock().instant().isBefore(answer.get().endsAt())) {
            return outcomes.failed(AuthorizationReason.CODE_EXPIRED);
        }
        if (!history.answered()) {
            shared.metrics().resumed(app.name());
        }
        CodeHistory next = history.withAnswer();
        return next.spentSince() == null ? connect(next, app, answer.get()) : verify(next, app, answer.get());
    }

    /** Presenting a code twice may have revoked what it brought, so the token is tried before it is believed. */
    private Future<Attempted> verify(CodeHistory history, App app, Answer answer) {
        return app.provider()
                .me(answer.token())
                .compose(reply -> reply.match(
                        profile -> connect(history, app, answer),
                        failure -> failure.kind() == FailureKind.REAUTHORIZE
                                ? outcomes.failed(AuthorizationReason.CODE_SPENT)
                                : waits.refused(history, app, failure, answer.endsAt())));
    }

    private Future<Attempted> connect(CodeHistory history, App app, Answer answer) {
        return waits.calling(history, app, answer.endsAt(), called -> AccountLookup.connection(app, answer)
                .compose(reply -> reply.match(
                        connection -> publish(app, answer, connection),
                        failure -> notConnected(called, app, answer, failure))));
    }

    /** The answer is kept and the upgrade can be repeated, so a refusal that nobody understands is tried a few times. */
    private Future<Attempted> notConnected(CodeHistory history, App app, Answer answer, Failure failure) {
        return failure.kind() == FailureKind.BAD_REQUEST
                ? waits.waitsBriefly(history, AuthorizationReason.BAD_REQUEST, answer.endsAt())
                : waits.refused(history, app, failure, answer.endsAt());
    }

    /** The person's token, those of the Pages, the outcome and the end of progress, each acknowledged before the next. */
    private Future<Attempted> publish(App app, Answer answer, Connection connection) {
        Instant now = shared.clock().instant();
        Failure listFailure = connection.list().failure();
        if (listFailure != null) {
            shared.failures().optionalCallFailed(app.name(), listFailure);
        }
        shared.failures().succeeded(app.name());
        if (connection.issued().assumed()) {
            log.atWarn()
                    .addKeyValue("app", app.name())
                    .log("the provider gave no lifetime, the documented one is assumed");
        }
        // No call follows.
        permit.giveBack();
        Token person = shared.records().token(consent, app, answer, connection, now);
        return shared.publishing()
                .acknowledged(CodeRecords.record(person))
                .compose(acknowledged -> shared.publishing()
                        .eachAcknowledged(connection.list().pages(), page -> shared.records()
                                .record(person, page, now)))
                .compose(tooLarge -> outcomes.connected(connection.withoutTokensOf(tooLarge), person));
    }
}
