package io.tokenkeep.exchange.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenkeep.kit.config.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The successes in all their spellings. An answer of 200 that holds no token is a failure: a blank token must never take
 * the place of a good one. Pure.
 */
final class TokenAnswers {

    private TokenAnswers() {}

    static Reply<ShortLived> shortLived(HttpAnswer answer) {
        JsonNode body = success(answer);
        String token = Json.text(body, "access_token");
        return token == null
                ? failed(Endpoint.EXCHANGE, answer)
                : Reply.given(
                        new ShortLived(Secret.of(token), Json.id(body, "user_id"), Json.seconds(body, "expires_in")));
    }

    /** A long-lived token as answered; its lifetime is null when the answer leaves it out. */
    record Extended(Secret token, @Nullable Duration expiresIn) {}

    static Reply<Extended> longLived(Endpoint endpoint, HttpAnswer answer) {
        JsonNode body = success(answer);
        String token = Json.text(body, "access_token");
        return token == null
                ? failed(endpoint, answer)
                : Reply.given(new Extended(Secret.of(token), Json.seconds(body, "expires_in")));
    }

    static Reply<Profile> profile(HttpAnswer answer) {
        JsonNode body = success(answer);
        String id = Json.id(body, "id");
        String username = Json.text(body, "username");
        return id == null
                ? failed(Endpoint.ME, answer)
                : Reply.given(new Profile(id, username == null ? Json.text(body, "name") : username));
    }

    static Reply<Inspection> inspection(HttpAnswer answer) {
        JsonNode data = success(answer).path("data");
        if (!data.isObject() || !data.path("is_valid").isBoolean()) {
            return failed(Endpoint.INSPECT, answer);
        }
        return Reply.given(new Inspection(
                data.path("is_valid").booleanValue(),
                Json.instant(data, "expires_at"),
                Json.instant(data, "data_access_expires_at"),
                texts(data.path("scopes"))));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> {
            if (element.isTextual()) {
                texts.add(element.textValue());
            }
        });
        return texts;
    }

    private static JsonNode success(HttpAnswer answer) {
        return Json.parse(answer.status() == 200 ? answer.body() : "{}");
    }

    private static <T> Reply<T> failed(Endpoint endpoint, HttpAnswer answer) {
        return Reply.failed(ErrorReading.read(endpoint, answer));
    }
}
