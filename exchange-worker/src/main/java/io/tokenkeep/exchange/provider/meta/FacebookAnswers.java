package io.tokenkeep.exchange.provider.meta;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenkeep.exchange.provider.Endpoint;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.HttpAnswer;
import io.tokenkeep.exchange.provider.Inspection;
import io.tokenkeep.exchange.provider.Json;
import io.tokenkeep.exchange.provider.PageGrant;
import io.tokenkeep.exchange.provider.Reply;
import io.tokenkeep.exchange.provider.Revoked;
import io.tokenkeep.exchange.provider.ShortLived;
import io.tokenkeep.exchange.provider.meta.GraphTokenAnswers.Extended;
import io.tokenkeep.exchange.provider.meta.PageCalls.Part;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the forms of Facebook's successes. No side effects. */
final class FacebookAnswers {

    private static final Integer INVALID_PARAMETER = 100;

    private FacebookAnswers() {}

    static Reply<ShortLived> shortLived(HttpAnswer answer) {
        return longLived(Endpoint.EXCHANGE, answer)
                .match(issued -> Reply.given(new ShortLived(issued.token(), null, issued.expiresIn())), Reply::failed);
    }

    /** The answer is JSON or, from old versions, a query. The lifetime has its present or its old name. */
    static Reply<Extended> longLived(Endpoint endpoint, HttpAnswer answer) {
        JsonNode body = answer.isSuccess() ? Json.objectOrQuery(answer.body()) : Json.parse("{}");
        Secret token = Json.token(body, "access_token");
        return token == null
                ? Reply.failed(GraphErrorClassifier.read(endpoint, answer))
                : Reply.given(Extended.of(token, body, body.hasNonNull("expires_in") ? "expires_in" : "expires"));
    }

    static Reply<Inspection> inspection(HttpAnswer answer) {
        return GraphTokenAnswers.inspection(answer)
                .match(Reply::given, failure -> Reply.failed(failure.as(ofInspection(failure))));
    }

    /**
     * The caller is the app itself. So a refused caller means a refused secret, and a token of another app is refused as such.
     */
    private static FailureKind ofInspection(Failure failure) {
        boolean parameter = Objects.equals(failure.code(), INVALID_PARAMETER);
        return switch (failure.kind()) {
            case REAUTHORIZE -> FailureKind.SECRET_REFUSED;
            case MISCONFIGURED -> parameter ? FailureKind.BAD_REQUEST : FailureKind.MISCONFIGURED;
            default -> failure.kind();
        };
    }

    /**
     * If one item of a part cannot be read, the part counts as unreadable, because the list would not be whole.
     *
     * @param person the token of the call, which is no Page's token
     */
    static Reply<Part> pages(Endpoint endpoint, HttpAnswer answer, Secret person) {
        JsonNode body = Json.success(answer);
        JsonNode data = body.path("data");
        if (!data.isArray()) {
            return Reply.failed(GraphErrorClassifier.read(endpoint, answer));
        }
        List<PageGrant> pages = new ArrayList<>();
        for (JsonNode item : data) {
            PageGrant page = page(item, person);
            if (page == null) {
                return Reply.failed(Failure.unreadable());
            }
            pages.add(page);
        }
        JsonNode paging = body.path("paging");
        return Reply.given(new Part(pages, !paging.hasNonNull("next"), after(paging)));
    }

    /** Only the cursor of the link to the next part is used, and only if the cursor is not given elsewhere. */
    private static @Nullable String after(JsonNode paging) {
        String after = Json.text(paging.path("cursors"), "after");
        String next = Json.text(paging, "next");
        return after == null && next != null
                ? Json.text(Json.objectOrQuery(next.substring(next.indexOf('?') + 1)), "after")
                : after;
    }

    static Reply<Revoked> revoked(HttpAnswer answer) {
        JsonNode body = Json.success(answer);
        return body.asBoolean(false) || body.path("success").asBoolean(false)
                ? Reply.given(new Revoked())
                : Reply.failed(GraphErrorClassifier.read(Endpoint.REVOKE, answer));
    }

    /** @param person the token of the call, which is no Page's token */
    static Reply<PageGrant> page(HttpAnswer answer, Secret person) {
        PageGrant page = page(Json.success(answer), person);
        return page == null ? Reply.failed(GraphErrorClassifier.read(Endpoint.PAGE, answer)) : Reply.given(page);
    }

    private static @Nullable PageGrant page(JsonNode item, Secret person) {
        String id = Json.id(item, "id");
        if (id == null) {
            return null;
        }
        Secret token = Json.token(item, "access_token");
        JsonNode instagram = item.path("instagram_business_account");
        String instagramId = Json.id(instagram, "id");
        return new PageGrant(
                id,
                Json.name(item, "name"),
                token == null || token.equals(person) ? null : token,
                Json.texts(item.path("tasks")),
                instagramId == null
                        ? null
                        : new PageGrant.Linked(
                                MetaDescriptions.INSTAGRAM.id(), instagramId, Json.name(instagram, "username")));
    }
}
