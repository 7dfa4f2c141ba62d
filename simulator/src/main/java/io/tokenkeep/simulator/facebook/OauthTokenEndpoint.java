package io.tokenkeep.simulator.facebook;

import io.tokenkeep.simulator.http.ApiCall;
import io.tokenkeep.simulator.http.ApiEndpoint;
import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.http.Documented;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.http.FixedEndpoint;
import io.tokenkeep.simulator.http.GraphErrors;

/** {@code /oauth/access_token}: the grant type selects the call; without one it is the exchange of a code. */
final class OauthTokenEndpoint implements ApiEndpoint {
    private final ApiEndpoint code;
    private final ApiEndpoint exchange;
    private final ApiEndpoint appToken;
    private final ApiEndpoint unknown;

    OauthTokenEndpoint(ApiEndpoint code, ApiEndpoint exchange, ApiEndpoint appToken, GraphErrors errors) {
        this.code = code;
        this.exchange = exchange;
        this.appToken = appToken;
        this.unknown = new FixedEndpoint(Endpoint.CODE, () -> errors.invalidParameter("Invalid grant_type"));
    }

    @Override
    public Endpoint name(ApiRequest request) {
        return meant(request).name(request);
    }

    @Override
    public Documented documented(ApiRequest request) {
        return meant(request).documented(request);
    }

    @Override
    public ApiCall begin(ApiRequest request) {
        return meant(request).begin(request);
    }

    private ApiEndpoint meant(ApiRequest request) {
        return switch (request.parameter("grant_type", "authorization_code")) {
            case "authorization_code" -> code;
            case ExchangeEndpoint.GRANT_TYPE -> exchange;
            case "client_credentials" -> appToken;
            default -> unknown;
        };
    }
}
