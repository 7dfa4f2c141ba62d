package io.tokenkeep.simulator.registry;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** One act of consent and what became of it. The two clocks are the simulated one and the wall's. */
public record GrantedCode(
        String value,
        String clientId,
        Person person,
        String redirectUri,
        Set<String> scopes,
        Instant grantedAt,
        Instant expiresAt,
        Instant grantedAtWall,
        boolean redeemed,
        List<Presentation> presentations,
        Reach reach) {

    @Override
    public String toString() {
        return "GrantedCode[" + clientId + ", " + person.username() + ", " + presentations + "]";
    }
}
