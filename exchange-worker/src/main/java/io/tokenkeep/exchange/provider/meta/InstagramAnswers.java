package io.tokenkeep.exchange.provider.meta;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenkeep.exchange.provider.Endpoint;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.HttpAnswer;
import io.tokenkeep.exchange.provider.Json;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.exchange.provider.Reply;
import io.tokenkeep.exchange.provider.ShortLived;
import io.tokenkeep.kit.config.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads Instagram's answers. An answer is bare, or the only element of a list called {@code data}; ids are text or numbers;
 * permissions are a list or a text. No side effects.
 */
final class InstagramAnswers {

    private InstagramAnswers() {}

    /** The {@code user_id} of this answer is specific to the app, so it is an alias and no key. */
    static Reply<ShortLived> shortLived(HttpAnswer answer) {
        JsonNode body = unwrapped(Json.success(answer));
        Secret token = Json.token(body, "access_token");
        if (token == null) {
            return Reply.failed(spentOr(answer));
        }
        String alias = Json.id(body, "user_id");
        return Reply.given(new ShortLived(
                token,
                null,
                alias == null ? List.of() : List.of(alias),
                Json.seconds(body, "expires_in"),
                permissions(body.path("permissions"))));
    }

    /** Here {@code user_id} is the account's own id, and {@code id} is specific to the app. */
    static Reply<Profile> profile(HttpAnswer answer) {
        JsonNode body = unwrapped(Json.success(answer));
        String id = Json.id(body, "user_id");
        if (id == null) {
            return Reply.failed(GraphErrorClassifier.read(Endpoint.ME, answer));
        }
        String username = Json.name(body, "username");
        String alias = Json.id(body, "id");
        return Reply.given(new Profile(
                id,
                alias == null || alias.equals(id) ? List.of() : List.of(alias),
                username == null ? Json.name(body, "name") : username,
                username));
    }

    /**
     * Instagram refuses a spent code with one of several texts, and one of them also names the redirect URI. The exchange
     * repeats the URI for which the code was obtained, so that text is about the code.
     */
    private static Failure spentOr(HttpAnswer answer) {
        Failure failure = GraphErrorClassifier.read(Endpoint.EXCHANGE, answer);
        GraphError error = GraphError.of(Json.parse(answer.body()));
        return failure.kind() == FailureKind.REDIRECT_REFUSED
                        && error != null
                        && error.message().contains("validating verification code")
                ? failure.as(FailureKind.CODE_SPENT)
                : failure;
    }

    private static JsonNode unwrapped(JsonNode body) {
        JsonNode data = body.path("data");
        return data.isArray() && data.size() > 0 ? data.get(0) : body;
    }

    private static List<String> permissions(JsonNode permissions) {
        if (!permissions.isTextual()) {
            return Json.texts(permissions);
        }
        return Stream.of(decoded(permissions.textValue()).split("[,\\s]+", -1))
                .filter(permission -> !permission.isBlank())
                .toList();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
