package io.tokenkeep.exchange.confirm;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.ConsentDecisionKind;
import io.tokenkeep.avro.HeldConsent;
import io.tokenkeep.avro.HeldState;
import io.tokenkeep.exchange.consent.AccountLookup;
import io.tokenkeep.exchange.consent.Attempted;
import io.tokenkeep.exchange.consent.Connection;
import io.tokenkeep.exchange.consent.ConnectionPublisher;
import io.tokenkeep.exchange.consent.Consent;
import io.tokenkeep.exchange.consent.ConsentContext;
import io.tokenkeep.exchange.consent.ConsentHistory;
import io.tokenkeep.exchange.consent.ConsentOutcomes;
import io.tokenkeep.exchange.consent.ConsentRecords;
import io.tokenkeep.exchange.consent.ConsentWaits;
import io.tokenkeep.exchange.consent.HeldAnswer;
import io.tokenkeep.exchange.consent.HeldRecords;
import io.tokenkeep.exchange.consent.Obtained;
import io.tokenkeep.exchange.lane.Permit;
import io.tokenkeep.exchange.lane.Publishing;
import io.tokenkeep.exchange.provider.App;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.provider.PageList;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.kit.consent.DecisionRule;
import io.tokenkeep.seal.SealRefusedException;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes one attempt to carry out a decision about a held consent. A confirmed one is connected as any other: the provider says whose
 * its token is and which Pages the person gives now, and the connect link has to count still. One that is not confirmed fails, and
 * after a while refresh-worker is asked to revoke its grant. Used on its lane's event loop only.
 */
final class ConfirmationAttempt {

    /** A confirmation waits as long as an answer does for a provider, an app or a key. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final ConfirmationContext shared;
    private final ConsentContext consents;
    private final Decision decision;
    private final HeldConsent held;
    private final Consent consent;
    private final ConsentOutcomes outcomes;
    private final ConsentWaits waits;
    private final ConnectionPublisher publisher;
    private final @Nullable App app;
    private final Instant until;

    ConfirmationAttempt(ConfirmationContext shared, Decision decision, HeldConsent held, Permit permit) {
        this.shared = shared;
        this.consents = shared.consents();
        this.decision = decision;
        this.held = held;
        this.consent = new Consent(held.getCode(), decision.partition(), -1, held.getOrderedAt());
        this.outcomes = new ConsentOutcomes(consents, consent, decision.record().getDecidedAt(), this::keep);
        this.waits = new ConsentWaits(consents, consent, outcomes);
        this.publisher = new ConnectionPublisher(consents, consent, permit, outcomes, waits);
        this.app = consents.apps().get(consent.app());
        this.until = decision.orderedAt().plus(LONGEST_WAIT);
    }

    Future<Attempted> run(ConsentHistory history) {
        return carryOut(history)
                .recover(failure -> Publishing.isTooLarge(failure)
                        ? outcomes.failed(AuthorizationReason.BAD_REQUEST)
                        : Future.failedFuture(failure));
    }

    private Future<Attempted> carryOut(ConsentHistory history) {
        ConsentDecisionKind kind = decision.kind();
        if (!DecisionRule.applies(kind, decision.orderedAt(), held.getUntil())) {
            return nothing();
        }
        boolean waiting = held.getState() == HeldState.AWAITING_CONFIRMATION;
        return switch (kind) {
            case CONFIRM -> waiting ? confirm(history) : nothing();
            case REFUSE -> waiting ? refuse() : nothing();
            // A person who deletes their data has taken the grant back.
            case ERASE -> waiting ? outcomes.failed(AuthorizationReason.NOT_CONFIRMED) : forget();
            case TIME_OVER -> waiting ? refuse() : revoke(history);
            case UNKNOWN -> nothing();
        };
    }

    private Future<Attempted> confirm(ConsentHistory history) {
        if (shared.held().isErased(decision.partition(), consent.id())) {
            // The deletion waits behind this decision. It must not wait for a provider that is away.
            return nothing();
        }
        shared.held().begun(decision.partition(), consent.id());
        return opened(history, (known, answer) -> {
            if (!answer.isOver(consents.clock().instant())) {
                return waits.calling(history, known, until, called -> ask(called, known, answer));
            }
            // A refresh token still extends an access token that has ended.
            return answer.sealedRefreshToken() == null
                    ? outcomes.failed(AuthorizationReason.REAUTHORIZATION_REQUIRED)
                    : publisher.publish(history, obtained(known, answer, profile(answer), PageList.NONE));
        });
    }

    private Future<Attempted> ask(ConsentHistory history, App known, HeldAnswer answer) {
        return known.provider()
                .me(answer.token())
                .compose(reply -> reply.match(
                        profile -> connect(history, known, answer, sameAccount(profile)),
                        failure -> isOptional(failure)
                                ? connect(history, known, answer, profile(answer))
                                : waits.refused(history, known, failure, until)));
    }

    private Future<Attempted> connect(ConsentHistory history, App known, HeldAnswer answer, Profile profile) {
        return AccountLookup.pages(known, answer.token(), profile)
                .compose(list -> publisher.publish(history, obtained(known, answer, profile, list)));
    }

    /** The name is optional, as for a code. */
    private static boolean isOptional(Failure failure) {
        return failure.kind() == FailureKind.PERMISSION_MISSING || failure.kind() == FailureKind.BAD_REQUEST;
    }

    /** Nobody confirmed the consent in time, or somebody refused it. */
    private Future<Attempted> refuse() {
        HeldConsent left = app == null || !app.provider().hasPages()
                ? null
                : HeldConsent.newBuilder(held)
                        .setState(HeldState.TO_BE_REVOKED)
                        .setAccounts(List.of())
                        .setAccountsTotal(0)
                        .setMissingScopes(List.of())
                        .setMissingPages(List.of())
                        .setListFailure(null)
                        .setUntil(consents.clock().instant().plus(HeldRecords.BEFORE_REVOCATION))
                        .build();
        return outcomes.refused(AuthorizationReason.NOT_CONFIRMED, left);
    }

    /**
     * Asks refresh-worker, then forgets the consent. A token that has ended or cannot be opened is forgotten at once, and one whose
     * person has given another consent that waits.
     */
    private Future<Attempted> revoke(ConsentHistory history) {
        if (!shared.waiting().caughtUp()) {
            return Attempted.again(history, consents.backoff().longest());
        }
        Optional<HeldAnswer> answer = open();
        return app == null
                        || shared.waiting().mayHaveOther(held)
                        || answer.isEmpty()
                        || answer.get().isOver(consents.clock().instant())
                ? forget()
                : consents.publishing()
                        .acknowledged(consents.held()
                                .revokeUnused(
                                        consent, obtained(app, answer.get(), profile(answer.get()), PageList.NONE)))
                        .compose(acknowledged -> forget());
    }

    private interface Next {
        Future<Attempted> apply(App known, HeldAnswer answer);
    }

    private Future<Attempted> opened(ConsentHistory history, Next next) {
        if (app == null) {
            return waits.waits(history, AuthorizationReason.MISCONFIGURED, until);
        }
        Optional<HeldAnswer> answer = open();
        // An operator has to correct a key set, or a newer version reads it.
        return answer.isEmpty()
                ? waits.waits(history, AuthorizationReason.KEY_UNKNOWN, until)
                : next.apply(app, answer.get());
    }

    private Optional<HeldAnswer> open() {
        try {
            return HeldAnswer.fromJson(shared.answers().open(consent.id(), held.getSealedAnswer()));
        } catch (SealRefusedException e) {
            return Optional.empty();
        }
    }

    private Obtained obtained(App known, HeldAnswer answer, Profile profile, PageList list) {
        LongLived issued = answer.issued();
        Connection connection =
                new Connection(issued, profile, list, known.provider().pagesScope(), List.of());
        return new Obtained(known, answer.answer(accountId(), until), connection, answer.issuedAt(), true);
    }

    /** The account as it was when the consent came. */
    private Profile profile(HeldAnswer answer) {
        String name =
                held.getAccounts().isEmpty() ? null : held.getAccounts().get(0).getDisplayName();
        return new Profile(accountId(), List.of(), name, answer.username());
    }

    /** The key of the account is the one that the agency has seen. */
    private Profile sameAccount(Profile now) {
        return new Profile(accountId(), now.aliases(), now.displayName(), now.username());
    }

    private String accountId() {
        return AccountKey.parse(held.getAccount()).accountId();
    }

    private Future<Attempted> forget() {
        return keep(null).map(acknowledged -> Attempted.DONE);
    }

    private static Future<Attempted> nothing() {
        return Future.succeededFuture(Attempted.DONE);
    }

    /** A worker of the code lane may have died between the held consent and the end of progress. The next one must not hold it again. */
    private Future<Void> keep(@Nullable HeldConsent left) {
        return consents.publishing()
                .acknowledged(ConsentRecords.finished(consent))
                .compose(finished -> consents.publishing().acknowledged(ConsentRecords.held(consent.id(), left)))
                .map(acknowledged -> {
                    shared.held().put(decision.partition(), consent.id(), left);
                    return null;
                });
    }
}
