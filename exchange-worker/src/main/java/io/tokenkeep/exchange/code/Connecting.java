package io.tokenkeep.exchange.code;

import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.Token;
import io.tokenkeep.exchange.App;
import io.tokenkeep.exchange.FailureClasses;
import io.tokenkeep.exchange.lane.JobResult;
import io.tokenkeep.exchange.lane.Permit;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.provider.PageList;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.exchange.provider.Reply;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a checkpointed answer to the published tokens: upgrade and identity, then the Pages where there are any; then the
 * person's token, those of the Pages, outcome and end of progress, each acknowledged before the next. May be repeated as a
 * whole. The permit goes back once no call follows. Lives on its lane's event loop.
 */
final class Connecting {

    /** A person waits. What a list does not tell until then is listed again without them. */
    private static final Duration LIST_LIMIT = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(Connecting.class);

    private final CodeContext shared;
    private final Consent consent;
    private final ConsentResults results;
    private final App app;
    private final Answer answer;
    private final Permit permit;

    Connecting(CodeContext shared, Consent consent, ConsentResults results, App app, Answer answer, Permit permit) {
        this.shared = shared;
        this.consent = consent;
        this.results = results;
        this.app = app;
        this.answer = answer;
        this.permit = permit;
    }

    Future<JobResult> run() {
        return results.calling(app, answer.endsAt(), this::call);
    }

    private Future<JobResult> call() {
        // Asked at the same time: a person is waiting, and neither needs the other.
        Future<Reply<LongLived>> upgrade = app.provider().upgrade(answer.token());
        Future<Reply<Profile>> me = app.provider().me(answer.token());
        return upgrade.compose(upgraded ->
                me.compose(identity -> upgraded.match(issued -> identified(issued, identity), this::refused)));
    }

    /** The name is nice to have; the id is needed, and some answers to a code told it already. */
    private Future<JobResult> identified(LongLived issued, Reply<Profile> identity) {
        String accountId = answer.accountId();
        return identity.match(
                profile -> listed(
                        issued,
                        accountId == null || accountId.equals(profile.accountId())
                                ? profile
                                : new Profile(accountId, profile.aliases(), profile.displayName())),
                failure -> accountId == null ? refused(failure) : listed(issued, new Profile(accountId, null)));
    }

    /** The person's token is there, whatever becomes of the list: it holds nobody back, and is asked for again later. */
    private Future<JobResult> listed(LongLived issued, Profile profile) {
        if (!app.provider().hasPages()) {
            return publish(new Connection(issued, profile, PageList.NONE));
        }
        return app.provider()
                .pages(issued.token(), profile.accountId(), LIST_LIMIT)
                .compose(list -> {
                    results.limitedAside(app, list.failure());
                    return publish(new Connection(issued, profile, list));
                });
    }

    private Future<JobResult> publish(Connection connection) {
        Instant now = shared.clock().instant();
        shared.cooldowns().works(app.name());
        if (connection.issued().assumed()) {
            log.atWarn()
                    .addKeyValue("app", app.name())
                    .log("the provider told no lifetime, the documented one is assumed");
        }
        permit.giveBack();
        Token person = shared.records().token(consent, app, answer, connection, now);
        return shared.publishing()
                .acknowledged(CodeRecords.record(person))
                .compose(acknowledged -> shared.publishing()
                        .eachAcknowledged(connection.list().pages(), page -> shared.records()
                                .record(person, page, now)))
                .compose(tooLarge ->
                        connected(connection.withList(connection.list().withoutTokensOf(tooLarge)), person));
    }

    private Future<JobResult> connected(Connection connection, Token person) {
        Instant published = shared.clock().instant();
        shared.metrics().connected(app.name(), Duration.between(consent.code().getReceivedAt(), published));
        PageList list = connection.list();
        log.atInfo()
                .addKeyValue("authorizationId", consent.id())
                .addKeyValue("app", app.name())
                .addKeyValue("pages", list.pages().size())
                .addKeyValue("missingPages", list.missing().size())
                .addKeyValue("listFailure", FailureClasses.of(list.failure()))
                .log("account connected");
        return results.settled(CodeRecords.connected(consent, person, connection, published));
    }

    /** The answer is kept and the upgrade can be repeated, so a refusal that nobody understands is tried a few times. */
    private Future<JobResult> refused(Failure failure) {
        if (failure.kind() == FailureKind.BAD_REQUEST) {
            return results.waitsBriefly(AuthorizationReason.BAD_REQUEST, answer.endsAt());
        }
        return results.refused(app, failure, answer.endsAt());
    }
}
