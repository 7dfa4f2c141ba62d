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
 * Instagram's answers: bare, or alone in a list called {@code data}; ids as text or number; permissions as a list or as
 * text. Pure.
 */
final class InstagramAnswers {

    private InstagramAnswers() {}

    /** The {@code user_id} here is that of the app's view of the account, and no key of it. */
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

    /** Only {@code user_id} is the account's own id here; {@code id} is the app's view of it. */
    static Reply<Profile> profile(HttpAnswer answer) {
        JsonNode body = unwrapped(Json.success(answer));
        String id = Json.id(body, "user_id");
        if (id == null) {
            return Reply.failed(GraphErrors.read(Endpoint.ME, answer));
        }
        String username = Json.name(body, "username");
        String alias = Json.id(body, "id");
        return Reply.given(new Profile(
                id,
                alias == null || alias.equals(id) ? List.of() : List.of(alias),
                username == null ? Json.name(body, "name") : username));
    }

    /**
     * A spent code is refused with one of several texts, one of which also speaks of the redirect URI. As the exchange repeats the
     * one the code was obtained for, that text means the code.
     */
    private static Failure spentOr(HttpAnswer answer) {
        Failure failure = GraphErrors.read(Endpoint.EXCHANGE, answer);
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
