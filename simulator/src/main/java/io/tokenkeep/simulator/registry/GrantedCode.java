package io.tokenkeep.simulator.registry;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** One consent and its results. Times are by the simulated clock and by the wall clock. */
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
