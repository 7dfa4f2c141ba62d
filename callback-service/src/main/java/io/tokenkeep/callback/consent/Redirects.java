package io.tokenkeep.callback.consent;

import io.tokenkeep.account.AuthorizationId;
import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.callback.consent.Callback.Denied;
import io.tokenkeep.callback.consent.Callback.Granted;
import io.tokenkeep.callback.consent.Callback.Malformed;
import io.tokenkeep.callback.link.ConsoleLinks;
import io.tokenkeep.callback.link.Restart;
import io.tokenkeep.callback.outcome.OutcomePath;
import io.tokenkeep.callback.outcome.OutcomeStore;
import io.tokenkeep.callback.page.RedirectWebPages;
import io.tokenkeep.callback.page.StartOver;
import io.tokenkeep.callback.page.WebPage;
import io.tokenkeep.callback.provider.ProvidersByApp;
import io.tokenkeep.callback.publish.CodePublisher;
import io.tokenkeep.kit.broker.NotPublishedException;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.Sealer;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Receives a redirect. A code is used only if its state is ours, not expired, of this app and of this browser. A code is confirmed
 * only after Kafka has acknowledged it. A redirect that comes twice leads to the same page.
 */
public final class Redirects {

    /** States that are remembered: a few megabytes with five codes each. Beyond, the state unused for longest is forgotten. */
    private static final int STATES = 10_000;

    private final StateSeal states;
    private final ProvidersByApp providers;
    private final Sealer codes;
    private final Sealer verifiers;
    private final ConsoleLinks consoleLinks;
    private final Restart restart;
    private final CodePublisher publisher;
    private final OutcomeStore outcomes;
    private final InstantSource clock;
    private final ConsentMetrics metrics;
    private final CodesPerState seen = new CodesPerState(STATES);
    private final CodesPerLink perLink;

    /**
     * Where a code goes: what bounds it, what publishes it, and what knows its outcome.
     *
     * @param perLink counts the codes that come through one connect link
     */
    public record CodePath(CodesPerLink perLink, CodePublisher publisher, OutcomeStore outcomes) {}

    public Redirects(ConsentParts parts, ConsoleLinks consoleLinks, Restart restart, CodePath path) {
        this.states = new StateSeal(parts.keys().state());
        this.providers = parts.providers();
        this.codes = new Sealer(parts.keys().codes(), Purpose.AUTHORIZATION_CODE);
        this.verifiers = new Sealer(parts.keys().codes(), Purpose.CODE_VERIFIER);
        this.consoleLinks = consoleLinks;
        this.restart = restart;
        this.perLink = path.perLink();
        this.publisher = path.publisher();
        this.outcomes = path.outcomes();
        this.clock = parts.clock();
        this.metrics = parts.metrics();
    }

    /** A browser came to this app's redirect URI; {@code known} are the browsers its cookies name. */
    public Future<BrowserResponse> receive(AppConfig app, @Nullable String rawQuery, List<Browser> known) {
        return new CallbackReader(providers.authorization(app))
                .read(rawQuery)
                .match(
                        granted -> granted(app, granted, known),
                        denied -> shown(app, denied(app, denied, known)),
                        malformed -> shown(app, malformed(app, malformed, known)));
    }

    private Future<BrowserResponse> granted(AppConfig app, Granted granted, List<Browser> known) {
        Optional<State> opened = open(app, granted.state());
        if (opened.isEmpty()) {
            return shown(app, RedirectWebPages.stateRefused());
        }
        return granted(app, opened.get(), granted.code(), known);
    }

    private Future<BrowserResponse> granted(AppConfig app, State state, String code, List<Browser> known) {
        String id = AuthorizationId.of(state.nonce(), code);
        boolean sameBrowser = known.stream().anyMatch(state::belongsTo);
        if (sameBrowser && outcomes.find(id).isPresent()) {
            // For a state of any age: the page of the outcome is more useful than the page about time.
            metrics.redirect(app.name(), "repeated");
            return Future.succeededFuture(follow(state, id));
        }
        if (!clock.instant().isBefore(state.expiresAt())) {
            return shown(app, RedirectWebPages.stateExpired(again(state, known)));
        }
        if (!sameBrowser) {
            return shown(app, RedirectWebPages.browserUnknown(again(state, known)));
        }
        if (!seen.admits(state.nonce(), id)) {
            return shown(app, RedirectWebPages.tooManyCodes(again(state, known)));
        }
        // Last before the code is used: whatever the link was when it was opened, it may have been revoked since.
        Optional<WebPage> refusal = consoleLinks.refusal(state.invitation(), id);
        if (refusal.isPresent()) {
            return shown(app, refusal.get());
        }
        boolean sent = state.invitation().id() != null;
        return switch (perLink.admit(state.invitation(), id)) {
            case ADMITTED -> publish(app, state, id, code);
            case TOO_MANY_CODES -> shown(app, RedirectWebPages.linkUsedUp(sent));
            case TOO_MANY_REFUSED ->
                shown(app, RedirectWebPages.linkRefusedTooOften(app.provider().displayName(), sent));
        };
    }

    private BrowserResponse follow(State state, String id) {
        return new BrowserResponse.SeeOther(
                OutcomePath.of(id, state.expiresAt(), restart.pass(id, state.invitation())));
    }

    private Future<BrowserResponse> publish(AppConfig app, State state, String id, String code) {
        return publisher.publish(record(app, state, id, code)).transform((acknowledged, failure) -> {
            if (failure == null) {
                metrics.redirect(app.name(), "published");
                return Future.succeededFuture(follow(state, id));
            }
            metrics.redirect(app.name(), result(failure));
            return Future.succeededFuture(new BrowserResponse.Shown(RedirectWebPages.tryAgain()));
        });
    }

    private AuthorizationCode record(AppConfig app, State state, String id, String code) {
        return AuthorizationCode.newBuilder()
                .setAuthorizationId(id)
                .setApp(app.name())
                .setClient(state.request().client())
                .setLink(state.invitation().link())
                .setConnectLink(state.invitation().connectLink())
                .setRepeats(consoleLinks.repeated(state.invitation()).orElse(null))
                .setSealedCode(codes.seal(id, code))
                .setSealedCodeVerifier(sealedVerifier(app, state, id))
                .setRedirectUri(app.consent().redirectUri().toString())
                .setRequestedScopes(app.consent().scopes())
                .setReceivedAt(clock.instant())
                .build();
    }

    private @Nullable String sealedVerifier(AppConfig app, State state, String id) {
        return providers.authorization(app).takesCodeChallenge() ? verifiers.seal(id, CodeVerifier.of(state)) : null;
    }

    /** Without an authentic state the redirect is counted for no link and no person. */
    private WebPage denied(AppConfig app, Denied denied, List<Browser> known) {
        StartOver again = again(app, denied.state(), known);
        return denied.userCancelled()
                ? RedirectWebPages.cancelled(again)
                : RedirectWebPages.declined(app.provider().displayName(), again);
    }

    /**
     * Starts over with the same link. A state passes through the provider and stays in browser histories. Without its browser's
     * cookie it leads to the link only until it expires, for people who came back in another browser.
     */
    private StartOver again(State state, List<Browser> known) {
        boolean offered =
                clock.instant().isBefore(state.expiresAt()) || known.stream().anyMatch(state::belongsTo);
        return offered ? restart.of(state.invitation(), state.expiresAt()) : Restart.NONE;
    }

    private StartOver again(AppConfig app, @Nullable String sealed, List<Browser> known) {
        return Optional.ofNullable(sealed)
                .flatMap(state -> open(app, state))
                .map(state -> again(state, known))
                .orElse(Restart.NONE);
    }

    private WebPage malformed(AppConfig app, Malformed malformed, List<Browser> known) {
        return switch (malformed.reason()) {
            case STATE_MISSING -> RedirectWebPages.stateMissing();
            case TOO_LONG -> RedirectWebPages.tooLong();
            case CODE_MISSING, DOUBLED, UNREADABLE -> RedirectWebPages.malformed(again(app, malformed.state(), known));
        };
    }

    /** An authentic state of this app. A state of another app was moved by somebody and is refused. */
    private Optional<State> open(AppConfig app, String sealed) {
        return states.open(sealed).filter(state -> state.request().app().equals(app.name()));
    }

    private Future<BrowserResponse> shown(AppConfig app, WebPage page) {
        metrics.redirect(app.name(), page.name());
        return Future.succeededFuture(new BrowserResponse.Shown(page));
    }

    private static String result(Throwable failure) {
        return failure instanceof NotPublishedException not
                ? not.reason().name().toLowerCase(Locale.ROOT).replace('_', '-')
                : "broken";
    }
}
