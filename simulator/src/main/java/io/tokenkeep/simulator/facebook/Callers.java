package io.tokenkeep.simulator.facebook;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.ApiCall;
import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.http.GraphEnvelope;
import io.tokenkeep.simulator.http.GraphErrors;
import io.tokenkeep.simulator.http.Subject;
import io.tokenkeep.simulator.oauth.TokenChecks;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Provider;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.World;
import java.util.Optional;
import java.util.function.Function;

/** Finds the caller of a Graph API request, and has the refusals that its nodes share. */
final class Callers {
    private final World world;
    private final TokenChecks tokens;
    private final GraphErrors errors;

    Callers(World world, TokenChecks tokens, GraphErrors errors) {
        this.world = world;
        this.tokens = tokens;
        this.errors = errors;
    }

    GraphErrors errors() {
        return errors;
    }

    Subject subjectOf(ApiRequest request) {
        return tokens.subjectOf(request.accessToken());
    }

    /** The calling app, if the call has an app's own token. */
    Optional<RegisteredApp> app(ApiRequest request) {
        return world.appOf(request.accessToken()).filter(app -> app.provider() == Provider.FACEBOOK);
    }

    /** Accepts a GET with a live token; a Page's token only if the app may act as the Page. */
    ApiCall call(ApiRequest request, Function<IssuedToken, Answer> next) {
        return ApiCall.of(
                subjectOf(request),
                () -> request.isGet()
                        ? withLiving(request, next)
                        : errors.answer(
                                GraphEnvelope.of(400, 100, "Unsupported " + request.verb() + " request."),
                                "GraphMethodException"));
    }

    Answer withLiving(ApiRequest request, Function<IssuedToken, Answer> next) {
        if (request.accessToken() == null) {
            return errors.answer(
                    2500, "An active access token must be used to query information about the current user.");
        }
        return tokens.withLiving(
                request,
                caller -> !caller.reach().isPage() && world.switches().isOn(Switch.K48_WRONG_KIND_OF_TOKEN)
                        ? errors.answer(190, "(#190) This method must be called with a Page Access Token")
                        : permitted(caller, next));
    }

    private Answer permitted(IssuedToken caller, Function<IssuedToken, Answer> next) {
        return caller.reach().isPage() && !Impersonation.isPermitted(caller)
                ? errors.answer(Impersonation.refusal())
                : attempt(next, caller);
    }

    /** Answers an invalid limit, cursor or field as the caller's mistake. */
    private Answer attempt(Function<IssuedToken, Answer> next, IssuedToken caller) {
        try {
            return next.apply(caller);
        } catch (IllegalArgumentException nonsense) {
            return errors.invalidParameter("(#100) Invalid parameter");
        }
    }

    boolean isOf(IssuedToken caller, String id) {
        String own = caller.reach().isPage()
                ? String.valueOf(caller.reach().page())
                : caller.person().idText();
        return id.equals("me") || id.equals(own);
    }

    /** Whether access to data has lapsed. Only for callers that {@link TokenChecks} let pass with LAPSED_IS_EMPTY. */
    boolean isLapsed(IssuedToken caller) {
        return caller.refusal(world.time().instant()).isPresent();
    }

    Answer missing(ApiRequest request, String id) {
        var error = GraphEnvelope.of(
                400,
                100,
                "Unsupported " + request.verb() + " request. Object with ID '" + id + "' does not exist, cannot be"
                        + " loaded due to missing permissions, or does not support this operation");
        return errors.answer(error.withSubcode(33), "GraphMethodException");
    }

    Answer noField(String name, String node) {
        return errors.invalidParameter(
                "(#100) Tried accessing nonexisting field (" + name + ") on node type (" + node + ")");
    }
}
