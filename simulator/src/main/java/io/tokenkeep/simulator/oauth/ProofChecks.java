package io.tokenkeep.simulator.oauth;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.http.GraphErrors;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.World;
import io.tokenkeep.simulator.signing.AppSecretProof;
import java.util.List;
import java.util.Optional;

/** Checks that a call with a token proves knowledge of the secret of the token's app. */
public final class ProofChecks {
    private final World world;
    private final GraphErrors errors;

    public ProofChecks(World world, GraphErrors errors) {
        this.world = world;
        this.errors = errors;
    }

    /** For a call that contains no secret, only the proof. Empty if the proof is right or not required. */
    public Optional<Answer> refusal(ApiRequest request, IssuedToken token) {
        boolean missing = request.parameter("appsecret_proof") == null;
        return missing && world.switches().isOn(Switch.REQUIRE_APP_SECRET)
                ? Optional.of(errors.invalidParameter("API calls from the server require an appsecret_proof argument"))
                : refusalOfGiven(request, token);
    }

    /** For a call that may omit the proof. Empty if the proof is right or absent. */
    public Optional<Answer> refusalOfGiven(ApiRequest request, IssuedToken token) {
        String given = request.parameter("appsecret_proof");
        return given == null || secrets(token).stream().anyMatch(secret -> given.equals(expected(secret, request)))
                ? Optional.empty()
                : Optional.of(errors.invalidParameter("Invalid appsecret_proof provided in the API argument"));
    }

    private List<String> secrets(IssuedToken token) {
        return world.apps().find(token.clientId()).map(RegisteredApp::secrets).orElse(List.of());
    }

    private static String expected(String secret, ApiRequest request) {
        String token = String.valueOf(request.accessToken());
        String time = request.parameter("appsecret_time");
        return time == null ? AppSecretProof.of(secret, token) : AppSecretProof.of(secret, token, time);
    }
}
