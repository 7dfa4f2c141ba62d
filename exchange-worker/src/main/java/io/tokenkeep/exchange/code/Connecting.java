package io.tokenkeep.exchange.code;

import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.Token;
import io.tokenkeep.exchange.App;
import io.tokenkeep.exchange.lane.Permit;
import io.tokenkeep.exchange.lane.Verdict;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.exchange.provider.Reply;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a checkpointed answer to the published token: upgrade and identity, then token, outcome and end of progress, each
 * acknowledged before the next. May be repeated as a whole. The permit goes back once no call follows. Lives on its lane's event loop.
 */
final class Connecting {

    private static final Logger log = LoggerFactory.getLogger(Connecting.class);

    private final CodeContext shared;
    private final Consent consent;
    private final Settling settling;
    private final App app;
    private final Answer answer;
    private final Permit permit;

    Connecting(CodeContext shared, Consent consent, Settling settling, App app, Answer answer, Permit permit) {
        this.shared = shared;
        this.consent = consent;
        this.settling = settling;
        this.app = app;
        this.answer = answer;
        this.permit = permit;
    }

    Future<Verdict> run() {
        Optional<Future<Verdict>> rest = settling.restIfResting(app, answer.endsAt());
        if (rest.isPresent()) {
            return rest.get();
        }
        // Asked at the same time: a person is waiting, and neither needs the other.
        Future<Reply<LongLived>> upgrade = app.provider().upgrade(answer.token());
        Future<Reply<Profile>> me = app.provider().me(answer.token());
        return upgrade.compose(upgraded ->
                me.compose(identity -> upgraded.match(issued -> identified(issued, identity), this::refused)));
    }

    /** The name is nice to have; the id is needed, and most answers to a code told it already. */
    private Future<Verdict> identified(LongLived issued, Reply<Profile> identity) {
        String accountId = answer.accountId();
        return identity.match(
                profile -> publish(
                        issued,
                        new Profile(accountId == null ? profile.accountId() : accountId, profile.displayName())),
                failure -> accountId == null ? refused(failure) : publish(issued, new Profile(accountId, null)));
    }

    private Future<Verdict> publish(LongLived issued, Profile profile) {
        Instant now = shared.clock().instant();
        shared.resting().works(app.name());
        if (issued.assumed()) {
            log.atWarn()
                    .addKeyValue("app", app.name())
                    .log("the provider told no lifetime, the documented one is assumed");
        }
        permit.giveBack();
        Token token = shared.records().token(consent, app, profile, issued, now);
        return shared.publishing().acknowledged(CodeRecords.record(token)).compose(acknowledged -> {
            Instant published = shared.clock().instant();
            shared.metrics()
                    .connected(app.name(), Duration.between(consent.code().getReceivedAt(), published));
            log.atInfo()
                    .addKeyValue("authorizationId", consent.id())
                    .addKeyValue("app", app.name())
                    .log("account connected");
            return settling.settled(CodeRecords.connected(consent, token, published));
        });
    }

    /** The answer is kept and the upgrade can be repeated, so what nobody understands is tried as long as it lives. */
    private Future<Verdict> refused(Failure failure) {
        if (failure.kind() == FailureKind.BAD_REQUEST) {
            return settling.waits(AuthorizationReason.BAD_REQUEST, answer.endsAt());
        }
        return settling.refused(app, failure, answer.endsAt());
    }
}
