package io.tokenkeep.exchange.provider;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a provider tells of a token on inspection.
 *
 * @param problem why it is not valid; null when it is
 * @param type whose token it is in the provider's words, as SYSTEM_USER; null when it told none
 * @param endless whether the provider says that the token never ends
 * @param expiresAt null when it never ends or the provider did not tell
 * @param dataAccessExpiresAt null when the provider told nothing
 */
public record Inspection(
        @Nullable Failure problem,
        @Nullable String type,
        boolean endless,
        @Nullable Instant expiresAt,
        @Nullable Instant dataAccessExpiresAt,
        List<String> scopes) {

    public Inspection {
        scopes = List.copyOf(scopes);
    }

    public boolean valid() {
        return problem == null;
    }
}
