package io.tokenkeep.simulator.oauth;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.ApiCall;
import io.tokenkeep.simulator.http.ApiEndpoint;
import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.http.Documented;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.http.GraphErrors;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.IssuedToken.Kind;
import io.tokenkeep.simulator.registry.Person;
import io.tokenkeep.simulator.registry.Provider;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.World;
import java.time.Instant;

/** Extends a long-lived token that is at least a day old and has not expired. Needs no secret and no client id. */
public final class RefreshEndpoint implements ApiEndpoint {
    private final World world;
    private final Product product;
    private final TokenChecks tokens;
    private final GraphErrors errors;
    private final LongLivedAnswer success;

    public RefreshEndpoint(World world, Product product, TokenChecks tokens, GraphErrors errors) {
        this.world = world;
        this.product = product;
        this.tokens = tokens;
        this.errors = errors;
        this.success = new LongLivedAnswer(world.switches());
    }

    @Override
    public Endpoint name(ApiRequest request) {
        return Endpoint.REFRESH;
    }

    @Override
    public Documented documented(ApiRequest request) {
        return Documented.withToken("grant_type");
    }

    @Override
    public ApiCall begin(ApiRequest request) {
        return ApiCall.of(tokens.subjectOf(request.accessToken()), () -> answer(request));
    }

    private Answer answer(ApiRequest request) {
        if (!request.isGet()) {
            return errors.invalidParameter(product.unsupported(request.verb()));
        }
        if (!product.refreshGrant().equals(request.parameter("grant_type"))) {
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
        if (!token.scopes().contains(product.basicScope())) {
            return errors.answer(10, "(#10) Application does not have permission for this action");
        }
        boolean barred = product.provider() == Provider.INSTAGRAM
                && isPrivate(token)
                && world.switches().isOn(Switch.K35_PRIVATE_NOT_REFRESHED);
        if (barred) {
            return errors.answer(10, "(#10) Tokens of private accounts cannot be refreshed");
        }
        Instant refreshable = token.issuedAt().plus(world.lifetimes().minimumRefreshAge());
        if (world.time().instant().isBefore(refreshable)) {
            // Meta documents no answer for this case.
            int code = world.switches().isOn(Switch.EARLY_REFRESH_IS_CODE_10) ? 10 : 100;
            return errors.answer(code, "The access token is too young to be refreshed");
        }
        return success.of(world.tokens().refresh(token, extendsGrant(token)));
    }

    private boolean extendsGrant(IssuedToken token) {
        return !isPrivate(token) || !world.switches().isOn(Switch.K15_PRIVATE_GRANT_LAPSES);
    }

    private boolean isPrivate(IssuedToken token) {
        return world.people()
                .withId(token.person().id())
                .filter(Person::isPrivate)
                .isPresent();
    }
}
