package io.tokenkeep.exchange.provider;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The result of inspecting a token.
 *
 * @param problem why the token is not valid; null if it is
 * @param appId the client id of the app to which the token was given; null if the answer does not say
 * @param type whose token it is as the provider names it, for instance SYSTEM_USER; null if it names none
 * @param endless whether the provider says that the token never ends
 * @param expiresAt null if the token never ends or the answer does not say
 * @param dataAccessExpiresAt null if the answer does not say
 * @param pages ids of the Pages for which permissions were granted; empty if none is named, which may mean all of them
 */
public record Inspection(
        @Nullable Failure problem,
        @Nullable String appId,
        @Nullable String type,
        boolean endless,
        @Nullable Instant expiresAt,
        @Nullable Instant dataAccessExpiresAt,
        List<String> scopes,
        Set<String> pages) {

    public Inspection {
        scopes = List.copyOf(scopes);
        pages = Set.copyOf(pages);
    }

    /** An inspection that names neither app nor Pages. */
    public Inspection(
            @Nullable Failure problem,
            @Nullable String type,
            boolean endless,
            @Nullable Instant expiresAt,
            @Nullable Instant dataAccessExpiresAt,
            List<String> scopes) {
        this(problem, null, type, endless, expiresAt, dataAccessExpiresAt, scopes, Set.of());
    }

    public boolean valid() {
        return problem == null;
    }
}
