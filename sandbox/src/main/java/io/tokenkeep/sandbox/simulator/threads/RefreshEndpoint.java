package io.tokenkeep.sandbox.simulator.threads;

import io.tokenkeep.sandbox.simulator.http.Answer;
import io.tokenkeep.sandbox.simulator.http.ApiCall;
import io.tokenkeep.sandbox.simulator.http.ApiEndpoint;
import io.tokenkeep.sandbox.simulator.http.ApiRequest;
import io.tokenkeep.sandbox.simulator.http.Endpoint;
import io.tokenkeep.sandbox.simulator.http.GraphErrors;
import io.tokenkeep.sandbox.simulator.registry.IssuedToken;
import io.tokenkeep.sandbox.simulator.registry.IssuedToken.Kind;
import io.tokenkeep.sandbox.simulator.registry.Person;
import io.tokenkeep.sandbox.simulator.registry.Switch;
import io.tokenkeep.sandbox.simulator.registry.World;
import java.time.Instant;

/** Extends a long-lived token that is at least a day old and has not expired. Needs no secret and no client id. */
final class RefreshEndpoint implements ApiEndpoint {
    private static final String GRANT_TYPE = "th_refresh_token";

    private final World world;
    private final TokenChecks tokens;
    private final GraphErrors errors;
    private final LongLivedAnswer success;

    RefreshEndpoint(World world, TokenChecks tokens, GraphErrors errors) {
        this.world = world;
        this.tokens = tokens;
        this.errors = errors;
        this.success = new LongLivedAnswer(world.switches());
    }

    @Override
    public Endpoint name(ApiRequest request) {
        return Endpoint.REFRESH;
    }

    @Override
    public ApiCall begin(ApiRequest request) {
        return ApiCall.of(tokens.subjectOf(request.accessToken()), () -> answer(request));
    }

    private Answer answer(ApiRequest request) {
        if (!request.isGet()) {
            return errors.invalidParameter("Unsupported request - method type: post");
        }
        if (!GRANT_TYPE.equals(request.parameter("grant_type"))) {
            return errors.invalidParameter("Invalid grant_type");
        }
        if (request.accessToken() == null) {
            return errors.invalidParameter("The parameter access_token is required");
        }
        return tokens.withLiving(request, this::refresh);
    }

    private Answer refresh(IssuedToken token) {
        if (token.kind() == Kind.SHORT_LIVED) {
            return errors.invalidParameter("Only long-lived tokens can be refreshed");
        }
        if (!token.scopes().contains(AuthorizeRequest.BASIC)) {
            return errors.answer(10, "(#10) Application does not have permission for this action");
        }
        Instant refreshable = token.issuedAt().plus(world.lifetimes().minimumRefreshAge());
        if (world.time().instant().isBefore(refreshable)) {
            // What Meta answers here is documented nowhere.
            int code = world.switches().isOn(Switch.EARLY_REFRESH_IS_CODE_10) ? 10 : 100;
            return errors.answer(code, "The access token is too young to be refreshed");
        }
        return success.of(world.tokens().refresh(token, extendsGrant(token)));
    }

    private boolean extendsGrant(IssuedToken token) {
        boolean isPrivate = world.people()
                .withId(token.person().id())
                .filter(Person::isPrivate)
                .isPresent();
        return !isPrivate || !world.switches().isOn(Switch.K15_PRIVATE_GRANT_LAPSES);
    }
}
