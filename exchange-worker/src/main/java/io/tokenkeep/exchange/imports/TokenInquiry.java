package io.tokenkeep.exchange.imports;

import io.tokenkeep.avro.ImportReason;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.exchange.provider.App;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.Inspection;
import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.exchange.provider.Provider;
import io.tokenkeep.kit.config.Secret;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Asks the provider about one token that was got elsewhere: of which app, whose, alive, and until when. Every call may be repeated. On
 * an event loop only.
 */
final class TokenInquiry {

    /**
     * The end that is assumed of a token that works and that the provider neither upgrades nor extends, because it is younger than a
     * day. Such a token has nearly all of its life before it; this end has it extended within days, and then the end is known.
     */
    static final Duration ASSUMED = Duration.ofDays(8);

    /** A Page's token that ends at all came from a short-lived one, and ends within hours. */
    private static final Duration SHORT = Duration.ofDays(1);

    private static final String APP_TOKEN = "APP";
    private static final String PAGE_TOKEN = "PAGE";

    private final App app;
    private final Provider provider;
    private final Secret token;
    private final @Nullable String expectedId;
    private final InstantSource clock;

    /** @param expectedId the id of the account to which the token should belong; null for any */
    TokenInquiry(App app, Secret token, @Nullable String expectedId, InstantSource clock) {
        this.app = app;
        this.provider = app.provider();
        this.token = token;
        this.expectedId = expectedId;
        this.clock = clock;
    }

    Future<Finding> run() {
        return provider.inspectsEveryToken()
                ? provider.inspect(token).compose(reply -> reply.match(this::inspected, this::notInspected))
                : owner(null);
    }

    /** Inspection by the app itself refuses only what belongs to another app. */
    private Future<Finding> notInspected(Failure failure) {
        return failure.kind() == FailureKind.BAD_REQUEST ? unusable(ImportReason.OTHER_APP) : failed(failure);
    }

    private Future<Finding> inspected(Inspection inspection) {
        String appId = inspection.appId();
        Failure problem = inspection.problem();
        if (appId != null && !appId.equals(app.config().client().id())) {
            return unusable(ImportReason.OTHER_APP);
        }
        if (problem != null) {
            return failed(problem);
        }
        return APP_TOKEN.equals(inspection.type())
                ? unusable(ImportReason.NOT_A_TOKEN_OF_AN_ACCOUNT)
                : owner(inspection);
    }

    private Future<Finding> owner(@Nullable Inspection inspection) {
        return provider.me(token)
                .compose(reply -> reply.match(
                        profile -> isExpected(profile)
                                ? lifetime(profile, inspection)
                                : unusable(ImportReason.OTHER_ACCOUNT),
                        this::refused));
    }

    private boolean isExpected(Profile profile) {
        return expectedId == null
                || profile.accountId().equals(expectedId)
                || profile.aliases().contains(expectedId);
    }

    private Future<Finding> lifetime(Profile profile, @Nullable Inspection inspection) {
        return inspection != null && PAGE_TOKEN.equals(inspection.type())
                ? ofPage(profile, inspection)
                : provider.upgrade(token, inspection == null ? null : inspection.expiresAt())
                        .compose(reply -> reply.match(
                                issued -> usable(profile, issued),
                                failure -> isUndecided(failure) ? failed(failure) : extended(profile, failure)));
    }

    private Future<Finding> ofPage(Profile profile, Inspection inspection) {
        Instant end = inspection.expiresAt();
        if (end == null && !inspection.endless()) {
            return failed(Failure.unreadable());
        }
        Duration left = end == null ? null : Duration.between(clock.instant(), end);
        if (left != null && left.compareTo(SHORT) < 0) {
            return unusable(ImportReason.ENDS_SOON);
        }
        LongLived issued = new LongLived(token, left, false, inspection.dataAccessExpiresAt(), inspection.scopes());
        return Future.succeededFuture(new Finding.Usable(profile, TokenKind.PAGE, issued, false));
    }

    /** A token that is not upgraded may be long-lived already. Then extending it says until when. */
    private Future<Finding> extended(Profile profile, Failure notUpgraded) {
        return provider.refresh(token)
                .compose(reply -> reply.match(
                        issued -> isOfTheApp(notUpgraded) ? usable(profile, issued) : refused(notUpgraded),
                        failure -> isUndecided(failure) ? failed(failure) : neither(profile, notUpgraded, failure)));
    }

    private Future<Finding> neither(Profile profile, Failure notUpgraded, Failure notExtended) {
        if (!isOfTheApp(notUpgraded) || !isOfTheApp(notExtended)) {
            return refused(isOfTheApp(notUpgraded) ? notExtended : notUpgraded);
        }
        boolean ends = notExtended.kind() == FailureKind.REAUTHORIZE || notExtended.kind() == FailureKind.USER_ACTION;
        return ends ? failed(notExtended) : usable(profile, new LongLived(token, ASSUMED, true));
    }

    /** Whether a refusal is no sign that the token belongs to another app. */
    private static boolean isOfTheApp(Failure refusal) {
        return refusal.kind() != FailureKind.SECRET_REFUSED
                && refusal.kind() != FailureKind.MISCONFIGURED
                && refusal.kind() != FailureKind.NOT_SET_UP;
    }

    /**
     * A refusal that names the app may come from a token of another app, and must not be held against this one. If the app gets its
     * own token at the same moment, the app is right, and the token is not its own.
     */
    private Future<Finding> refused(Failure failure) {
        if (isOfTheApp(failure)) {
            return failed(failure);
        }
        if (!provider.hasOwnToken()) {
            return failure.kind() == FailureKind.NOT_SET_UP
                    ? unusable(ImportReason.APP_UNKNOWN_TO_PROVIDER)
                    : failed(failure);
        }
        return provider.ownToken()
                .compose(reply -> reply.match(
                        given -> unusable(ImportReason.APP_UNKNOWN_TO_PROVIDER),
                        unproven -> failed(isUndecided(unproven) ? unproven : failure)));
    }

    private static boolean isUndecided(Failure failure) {
        return failure.kind().isUndecided() || failure.kind() == FailureKind.RATE_LIMITED;
    }

    private Future<Finding> usable(Profile profile, LongLived issued) {
        boolean upgraded = !issued.token().equals(token);
        return Future.succeededFuture(new Finding.Usable(profile, TokenKind.USER, issued, upgraded));
    }

    private static Future<Finding> unusable(ImportReason reason) {
        return Future.succeededFuture(new Finding.Unusable(reason));
    }

    private static Future<Finding> failed(Failure failure) {
        return Future.succeededFuture(new Finding.Failed(failure));
    }
}
