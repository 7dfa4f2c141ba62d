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
import io.tokenkeep.callback.page.Audience;
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
        Callback callback = new CallbackReader(providers.authorization(app)).read(rawQuery);
        Optional<State> state = open(app, callback.state());
        state.ifPresent(found -> consoleLinks.returned(found.invitation(), found.browser()));
        return callback.match(
                granted -> granted(app, granted, state, known),
                denied -> denied(app, denied, state, known),
                malformed -> malformed(app, malformed, state, known));
    }

    private Future<BrowserResponse> granted(
            AppConfig app, Granted granted, Optional<State> opened, List<Browser> known) {
        if (opened.isEmpty()) {
            return shown(app, opened, RedirectWebPages.stateRefused());
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
            return shown(app, state, RedirectWebPages.stateExpired(again(state, known)));
        }
        if (!sameBrowser) {
            return shown(app, state, RedirectWebPages.browserUnknown(again(state, known)));
        }
        if (!seen.admits(state.nonce(), id)) {
            return shown(app, state, RedirectWebPages.tooManyCodes(again(state, known)));
        }
        // Last before the code is used: whatever the link was when it was opened, it may have been revoked since.
        Optional<WebPage> refusal = consoleLinks.refusal(state.invitation(), id);
        if (refusal.isPresent()) {
            return shown(app, state, refusal.get());
        }
        boolean sent = state.invitation().id() != null;
        return switch (perLink.admit(state.invitation(), id)) {
            case ADMITTED -> publish(app, state, id, code);
            case TOO_MANY_CODES -> shown(app, state, RedirectWebPages.linkUsedUp(sent));
            case TOO_MANY_REFUSED ->
                shown(
                        app,
                        state,
                        RedirectWebPages.linkRefusedTooOften(app.provider().displayName(), sent));
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
            return Future.succeededFuture(
                    new BrowserResponse.Shown(RedirectWebPages.tryAgain().forAudience(audience(state))));
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
    private Future<BrowserResponse> denied(AppConfig app, Denied denied, Optional<State> state, List<Browser> known) {
        StartOver again = again(state, known);
        WebPage page = denied.userCancelled()
                ? RedirectWebPages.cancelled(again)
                : RedirectWebPages.declined(app.provider().displayName(), again);
        return shown(app, state, page);
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

    private StartOver again(Optional<State> known, List<Browser> browsers) {
        return known.map(state -> again(state, browsers)).orElse(Restart.NONE);
    }

    private Future<BrowserResponse> malformed(
            AppConfig app, Malformed malformed, Optional<State> state, List<Browser> known) {
        return shown(
                app,
                state,
                switch (malformed.reason()) {
                    case STATE_MISSING -> RedirectWebPages.stateMissing();
                    case TOO_LONG -> RedirectWebPages.tooLong();
                    case CODE_MISSING, DOUBLED, UNREADABLE -> RedirectWebPages.malformed(again(state, known));
                });
    }

    /** An authentic state of this app. A state of another app was moved by somebody and is refused. */
    private Optional<State> open(AppConfig app, @Nullable String sealed) {
        return Optional.ofNullable(sealed)
                .flatMap(states::open)
                .filter(state -> state.request().app().equals(app.name()));
    }

    private Audience audience(State state) {
        return consoleLinks.audience(state.request(), state.invitation().connectLink());
    }

    private Future<BrowserResponse> shown(AppConfig app, State state, WebPage page) {
        return shown(app, Optional.of(state), page);
    }

    private Future<BrowserResponse> shown(AppConfig app, Optional<State> state, WebPage page) {
        metrics.redirect(app.name(), page.name());
        Audience people = state.map(this::audience).orElseGet(() -> Audience.ofApp(app.name()));
        return Future.succeededFuture(new BrowserResponse.Shown(page.forAudience(people)));
    }

    private static String result(Throwable failure) {
        return failure instanceof NotPublishedException not
                ? not.reason().name().toLowerCase(Locale.ROOT).replace('_', '-')
                : "broken";
    }
}
