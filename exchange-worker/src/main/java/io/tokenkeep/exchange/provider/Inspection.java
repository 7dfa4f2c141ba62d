package io.tokenkeep.exchange.provider;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a provider tells of a token on inspection. Null where it told nothing, or where the clock never runs out. */
public record Inspection(
        boolean valid,
        @Nullable Instant expiresAt,
        @Nullable Instant dataAccessExpiresAt,
        List<String> scopes) {

    public Inspection {
        scopes = List.copyOf(scopes);
    }
}
