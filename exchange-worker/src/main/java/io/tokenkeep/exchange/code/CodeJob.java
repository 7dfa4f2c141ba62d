package io.tokenkeep.exchange.code;

import io.tokenkeep.avro.AuthorizationProgress;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.exchange.App;
import io.tokenkeep.exchange.kafka.Ownership;
import io.tokenkeep.exchange.kafka.Progress;
import io.tokenkeep.exchange.lane.Job;
import io.tokenkeep.exchange.lane.JobResult;
import io.tokenkeep.exchange.lane.Permit;
import io.tokenkeep.exchange.lane.Publishing;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.ShortLived;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.seal.SealRefusedException;
import io.tokenkeep.seal.WrongKeyException;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings one consent from its code to its outcome. A code is presented only while its partition is surely ours and no
 * progress of it is known, though it would be; the answer is checkpointed before anything else is tried; "already used" is
 * looked into once more before it is believed (RFC 6749 4.1.2: codes are single-use). Lives on its lane's event loop.
 */
final class CodeJob implements Job {

    private static final Duration SHORTLY = Duration.ofMillis(50);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int MOST_UNSURE = 20;

    /** An answer that was spoilt on its way may come whole the next time. One that never does has spent the code. */
    private static final int MOST_UNREADABLE = 3;

    private final CodeContext shared;
    private final Consent consent;
    private final Ownership ownership;
    private final ConsentResults results;
    private final Instant codeEndsAt;
    private boolean wasUnfinished;
    private boolean saidToBeSpent;
    private Instant spentSince = Instant.EPOCH;
    private int unsure;
    private int unreadable;
    private boolean answerIsOurs;
    private boolean withheld;
    /** That of the attempt under way. */
    private Permit permit = () -> {};

    CodeJob(CodeContext shared, Consent consent, Ownership ownership) {
        this.shared = shared;
        this.consent = consent;
        this.ownership = ownership;
        this.results = new ConsentResults(shared, consent);
        this.codeEndsAt = consent.orderedAt().plus(shared.codeLifetime());
    }

    @Override
    public String key() {
        return consent.id();
    }

    @Override
    public String app() {
        return shared.apps().containsKey(consent.app()) ? consent.app() : "";
    }

    /** Its connect link. Codes without one share one place. */
    @Override
    public String source() {
        String link = consent.code().getLink();
        return link == null ? "" : link;
    }

    /** What is finished, or has expired before anybody answered, needs no call. */
    @Override
    public long callNanos() {
        Progress.Entry entry = shared.progress().find(consent.partition(), consent.id());
        if (entry != null) {
            return entry.match(() -> 0L, answered -> ALWAYS_CALLS, unreadable -> ALWAYS_CALLS);
        }
        if (saidToBeSpent) {
            return ALWAYS_CALLS;
        }
        return mayBePresented() ? Job.callNanosUntil(codeEndsAt, shared.clock().instant()) : 0;
    }

    /** A record that does not fit into Kafka is this consent's failure, and nobody else's. */
    @Override
    public Future<JobResult> attempt(Permit given) {
        permit = given;
        return go().recover(failure -> Publishing.isTooLarge(failure)
                ? results.failed(AuthorizationReason.BAD_REQUEST)
                : Future.failedFuture(failure));
    }

    private Future<JobResult> go() {
        if (!shared.progress().isCaughtUp(consent.partition())) {
            return results.again(SHORTLY);
        }
        App app = shared.apps().get(consent.app());
        Progress.Entry entry = shared.progress().find(consent.partition(), consent.id());
        if (entry != null) {
            return entry.match(
                    () -> Future.succeededFuture(JobResult.DONE),
                    answered -> resume(app, answered.progress()),
                    unreadable -> results.waits(
                            AuthorizationReason.KEY_UNKNOWN, unreadable.at().plus(shared.codeLifetime())));
        }
        return withoutEntry(app);
    }

    private Future<JobResult> withoutEntry(@Nullable App app) {
        if (saidToBeSpent) {
            return lookAgain();
        }
        if (!ownership.acceptsWork()) {
            // Progress may have been forgotten with the partition since it was asked. The lane drops the job.
            return results.again(SHORTLY);
        }
        boolean mayBePresented = mayBePresented();
        wasUnfinished |= mayBePresented;
        if (!shared.clock().instant().isBefore(codeEndsAt)) {
            return wasUnfinished ? results.expired() : results.undetermined();
        }
        if (!mayBePresented) {
            return results.undetermined();
        }
        return app == null ? results.waits(AuthorizationReason.MISCONFIGURED, codeEndsAt) : present(app);
    }

    /** Where nothing is known of it, and would be known if somebody had finished it. */
    private boolean mayBePresented() {
        return shared.progress().tells(consent.partition(), consent.offset(), consent.orderedAt());
    }

    private Future<JobResult> present(App app) {
        if (!ownership.isSure()) {
            unsure++;
            return results.again(SHORTLY.multipliedBy(Math.min(unsure, MOST_UNSURE)));
        }
        unsure = 0;
        Secret code;
        try {
            code = Secret.of(shared.codes().open(consent.id(), consent.code().getSealedCode()));
        } catch (WrongKeyException e) {
            // A key set is to be mended, and the code lives meanwhile; a text that was changed looks the same.
            return results.waits(AuthorizationReason.KEY_UNKNOWN, codeEndsAt);
        } catch (SealRefusedException e) {
            return results.failed(AuthorizationReason.BAD_REQUEST);
        }
        return results.presenting(app, codeEndsAt, () -> exchange(app, code));
    }

    private Future<JobResult> exchange(App app, Secret code) {
        shared.metrics().presented(app.name());
        return app.provider()
                .exchange(code, consent.code().getRedirectUri(), this::mayPresent)
                .compose(reply -> reply.match(given -> checkpoint(app, given), failure -> refused(app, failure)));
    }

    /** Asked when the request is about to leave: a process that stood still in between is no longer sure of anything. */
    private boolean mayPresent() {
        withheld = !ownership.isSure();
        return !withheld;
    }

    /** Even if the partition is lost by now: the answer exists only here. */
    private Future<JobResult> checkpoint(App app, ShortLived given) {
        Instant now = shared.clock().instant();
        shared.cooldowns().codeTaken(app.name());
        answerIsOurs = true;
        Answer answer = Answer.of(given, now);
        AuthorizationProgress progress = shared.records().progress(consent, answer, now);
        return shared.publishing().acknowledged(CodeRecords.record(progress)).compose(acknowledged -> {
            shared.progress().answered(consent.partition(), progress);
            return connect(app, answer);
        });
    }

    private Future<JobResult> refused(App app, Failure failure) {
        if (withheld) {
            withheld = false;
            return results.again(SHORTLY);
        }
        if (failure.kind() == FailureKind.CODE_SPENT) {
            // It may have been presented before, by whoever had the partition, and its answer may be on its way.
            shared.cooldowns().works(app.name());
            saidToBeSpent = true;
            spentSince = shared.clock().instant();
            return lookAgain();
        }
        if (failure.kind() == FailureKind.UNREADABLE && ++unreadable >= MOST_UNREADABLE) {
            return results.failed(AuthorizationReason.CODE_SPENT);
        }
        return results.refused(app, failure, codeEndsAt);
    }

    /** Looks for another worker's answer as long as one may still be on its way. */
    private Future<JobResult> lookAgain() {
        Duration left = Duration.between(shared.clock().instant(), spentSince.plus(shared.secondLook()));
        if (left.isNegative() || left.isZero()) {
            return results.failed(AuthorizationReason.CODE_SPENT);
        }
        return results.again(left.compareTo(LOOK) < 0 ? left : LOOK);
    }

    private Future<JobResult> resume(@Nullable App app, AuthorizationProgress progress) {
        Instant patience = progress.getAnsweredAt().plus(shared.codeLifetime());
        if (app == null) {
            return results.waits(AuthorizationReason.MISCONFIGURED, patience);
        }
        Optional<Answer> answer;
        try {
            answer = Answer.fromJson(shared.answers().open(consent.id(), progress.getSealedAnswer()));
        } catch (SealRefusedException e) {
            // The answer is kept: a key that comes back, or a version that can read it, still makes a token of it.
            return results.waits(AuthorizationReason.KEY_UNKNOWN, patience);
        }
        if (answer.isEmpty()) {
            return results.failed(AuthorizationReason.BAD_REQUEST);
        }
        if (!shared.clock().instant().isBefore(answer.get().endsAt())) {
            return results.failed(AuthorizationReason.CODE_EXPIRED);
        }
        if (!answerIsOurs) {
            answerIsOurs = true;
            shared.metrics().resumed(app.name());
        }
        return saidToBeSpent ? verify(app, answer.get()) : connect(app, answer.get());
    }

    /** Presenting a code twice may have revoked what it brought, so the token is tried before it is believed. */
    private Future<JobResult> verify(App app, Answer answer) {
        return app.provider()
                .me(answer.token())
                .compose(reply -> reply.match(
                        profile -> connect(app, answer),
                        failure -> failure.kind() == FailureKind.REAUTHORIZE
                                ? results.failed(AuthorizationReason.CODE_SPENT)
                                : results.refused(app, failure, answer.endsAt())));
    }

    private Future<JobResult> connect(App app, Answer answer) {
        return new Connecting(shared, consent, results, app, answer, permit).run();
    }
}
