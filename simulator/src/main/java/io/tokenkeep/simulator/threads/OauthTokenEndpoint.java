package io.tokenkeep.simulator.threads;

import io.tokenkeep.simulator.http.ApiCall;
import io.tokenkeep.simulator.http.ApiEndpoint;
import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.http.Documented;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.http.GraphErrors;
import io.tokenkeep.simulator.http.Subject;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.World;

/** {@code /oauth/access_token}: the grant type selects the call. GET and POST are the same (K7). */
final class OauthTokenEndpoint implements ApiEndpoint {
    private static final String CLIENT_CREDENTIALS = "client_credentials";
    private static final String UPGRADE = "th_exchange_token";

    private final World world;
    private final GraphErrors errors;
    private final ApiEndpoint code;
    private final ApiEndpoint appToken;
    private final ApiEndpoint upgrade;

    OauthTokenEndpoint(World world, GraphErrors errors, ApiEndpoint code, ApiEndpoint appToken, ApiEndpoint upgrade) {
        this.world = world;
        this.errors = errors;
        this.code = code;
        this.appToken = appToken;
        this.upgrade = upgrade;
    }

    @Override
    public Endpoint name(ApiRequest request) {
        return switch (request.parameter("grant_type", "")) {
            case CLIENT_CREDENTIALS -> Endpoint.APP_TOKEN;
            case UPGRADE -> Endpoint.UPGRADE;
            default -> Endpoint.CODE;
        };
    }

    @Override
    public Documented documented(ApiRequest request) {
        return switch (request.parameter("grant_type", "")) {
            case CLIENT_CREDENTIALS -> appToken.documented(request);
            case UPGRADE -> upgrade.documented(request);
            default -> code.documented(request);
        };
    }

    @Override
    public ApiCall begin(ApiRequest request) {
        return switch (request.parameter("grant_type", "")) {
            case "authorization_code" -> code.begin(request);
            case CLIENT_CREDENTIALS -> appToken.begin(request);
            case UPGRADE -> world.switches().isOn(Switch.K12_LENIENT_UPGRADE) ? upgrade.begin(request) : unsupported();
            default -> unsupported();
        };
    }

    private ApiCall unsupported() {
        return ApiCall.of(Subject.UNKNOWN, () -> errors.invalidParameter("Invalid grant_type"));
    }
}
