package io.tokenkeep.simulator.oauth;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.Switches;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** The answer that upgrade and refresh share, in both of its shapes (K14). */
public final class LongLivedAnswer {
    private final Switches switches;

    public LongLivedAnswer(Switches switches) {
        this.switches = switches;
    }

    public Answer of(IssuedToken token) {
        var body = new JsonObject().put("access_token", token.value());
        if (switches.isOn(Switch.K14_ID_INSTEAD_OF_EXPIRY)) {
            return Answer.json(body.put("id", token.person().idText()));
        }
        long seconds = Duration.between(token.issuedAt(), token.expiresAt()).toSeconds();
        return Answer.json(body.put("token_type", "bearer").put("expires_in", seconds));
    }
}
