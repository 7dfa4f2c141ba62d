package io.tokenkeep.simulator.facebook;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.World;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/** Facebook's answer with a token: JSON or a query string, with an expiry under either name or without one. */
final class TokenAnswer {
    private final World world;

    TokenAnswer(World world) {
        this.world = world;
    }

    Answer toCode(IssuedToken token) {
        return write(token, world.switches().isOn(Switch.CODE_ANSWER_LACKS_EXPIRY), "expires_in");
    }

    Answer toExchange(IssuedToken token) {
        String key = world.switches().isOn(Switch.K23_EXPIRES) ? "expires" : "expires_in";
        return write(token, world.switches().isOn(Switch.K22_NO_EXPIRY), key);
    }

    private Answer write(IssuedToken token, boolean silent, String key) {
        Optional<Long> seconds = silent
                ? Optional.empty()
                : token.timeLeft(world.time().instant()).map(Duration::toSeconds);
        if (world.switches().isOn(Switch.K24_QUERY_STRING)) {
            String end = seconds.map(left -> "&expires=" + left).orElse("");
            return Answer.of(200, "text/plain; charset=UTF-8", "access_token=" + token.value() + end);
        }
        var body = new JsonObject().put("access_token", token.value()).put("token_type", "bearer");
        seconds.ifPresent(left -> body.put(key, left));
        return Answer.json(body);
    }
}
