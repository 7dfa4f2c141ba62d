package io.tokenkeep.exchange.provider.meta;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenkeep.exchange.provider.Endpoint;
import io.tokenkeep.exchange.provider.HttpAnswer;
import io.tokenkeep.exchange.provider.Inspection;
import io.tokenkeep.exchange.provider.Json;
import io.tokenkeep.exchange.provider.OwnToken;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.exchange.provider.Reply;
import io.tokenkeep.exchange.provider.ShortLived;
import io.tokenkeep.kit.config.Secret;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the forms of successes. An answer of 200 without a token is a failure, because a blank token must never replace a good
 * one. No side effects.
 */
final class GraphTokenAnswers {

    private GraphTokenAnswers() {}

    static Reply<ShortLived> shortLived(HttpAnswer answer) {
        JsonNode body = Json.success(answer);
        Secret token = Json.token(body, "access_token");
        return token == null
                ? failed(Endpoint.EXCHANGE, answer)
                : Reply.given(new ShortLived(token, Json.id(body, "user_id"), Json.seconds(body, "expires_in")));
    }

    /**
     * A long-lived token as answered.
     *
     * @param expiresIn null if the answer has no lifetime or one that makes no sense
     * @param doubtful whether the lifetime makes no sense, so that the token itself is in doubt
     */
    record Extended(Secret token, @Nullable Duration expiresIn, boolean doubtful) {

        static Extended of(Secret token, JsonNode body, String field) {
            Duration expiresIn = Json.seconds(body, field);
            return new Extended(token, expiresIn, expiresIn == null && body.hasNonNull(field));
        }
    }

    static Reply<Extended> longLived(Endpoint endpoint, HttpAnswer answer) {
        JsonNode body = Json.success(answer);
        Secret token = Json.token(body, "access_token");
        return token == null ? failed(endpoint, answer) : Reply.given(Extended.of(token, body, "expires_in"));
    }

    static Reply<OwnToken> ownToken(HttpAnswer answer) {
        return Json.text(Json.success(answer), "access_token") == null
                ? failed(Endpoint.OWN_TOKEN, answer)
                : Reply.given(new OwnToken());
    }

    static Reply<Profile> profile(HttpAnswer answer) {
        JsonNode body = Json.success(answer);
        String id = Json.id(body, "id");
        String username = Json.name(body, "username");
        return id == null
                ? failed(Endpoint.ME, answer)
                : Reply.given(
                        new Profile(id, List.of(), username == null ? Json.name(body, "name") : username, username));
    }

    /** In old answers {@code data} is a list. */
    static Reply<Inspection> inspection(HttpAnswer answer) {
        JsonNode data = Json.success(answer).path("data");
        JsonNode about = data.isArray() ? data.path(0) : data;
        if (!about.path("is_valid").isBoolean()) {
            return failed(Endpoint.INSPECT, answer);
        }
        return Reply.given(new Inspection(
                about.path("is_valid").booleanValue() ? null : GraphErrorClassifier.inspected(about.path("error")),
                Json.id(about, "app_id"),
                Json.text(about, "type"),
                Json.isZero(about, "expires_at"),
                Json.instant(about, "expires_at"),
                Json.instant(about, "data_access_expires_at"),
                Json.texts(about.path("scopes")),
                pages(about.path("granular_scopes"))));
    }

    /** The targets of other scopes are no Pages but businesses or Instagram accounts. */
    private static Set<String> pages(JsonNode scopes) {
        Set<String> ids = new LinkedHashSet<>();
        for (JsonNode scope : scopes) {
            if (scope.path("scope").asText("").startsWith("pages_")) {
                ids.addAll(Json.ids(scope.path("target_ids")));
            }
        }
        return ids;
    }

    private static <T> Reply<T> failed(Endpoint endpoint, HttpAnswer answer) {
        return Reply.failed(GraphErrorClassifier.read(endpoint, answer));
    }
}
