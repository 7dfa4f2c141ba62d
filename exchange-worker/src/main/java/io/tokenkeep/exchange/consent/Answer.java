package io.tokenkeep.exchange.consent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenkeep.exchange.provider.ShortLived;
import io.tokenkeep.kit.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A provider's answer to a code, as it is kept sealed in the progress. It holds the short-lived token, the account's
 * ids and scopes that the answer names, and the time until which the worker continues with it.
 *
 * @param expiresAt when the token ends by the answer; null if it does not say
 * @param sealedRefreshToken the refresh token, sealed for this consent under the key set of refresh tokens; null if the answer
 *     has none
 */
public record Answer(
        Secret token,
        @Nullable String accountId,
        List<String> aliases,
        List<String> scopes,
        @Nullable Instant expiresAt,
        Instant endsAt,
        @Nullable String sealedRefreshToken) {

    /** The lifetime that Meta documents for short-lived tokens, for answers that state none. */
    private static final Duration DOCUMENTED_LIFETIME = Duration.ofHours(1);

    /** A token may live for months, but after a day no person looks at the page any more. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private static final ObjectMapper MAPPER = new ObjectMapper();

    public static Answer of(ShortLived answer, Instant answeredAt, @Nullable String sealedRefreshToken) {
        Duration stated = answer.expiresIn();
        Duration lifetime = stated == null ? DOCUMENTED_LIFETIME : stated;
        return new Answer(
                answer.token(),
                answer.accountId(),
                answer.aliases(),
                answer.scopes(),
                stated == null ? null : answeredAt.plus(stated),
                answeredAt.plus(lifetime.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : lifetime),
                sealedRefreshToken);
    }

    public String toJson() {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("access_token", token.reveal());
        json.put("account_id", accountId);
        aliases.forEach(json.putArray("aliases")::add);
        scopes.forEach(json.putArray("scopes")::add);
        if (expiresAt != null) {
            json.put("expires_at", expiresAt.toEpochMilli());
        }
        json.put("ends_at", endsAt.toEpochMilli());
        if (sealedRefreshToken != null) {
            json.put("sealed_refresh_token", sealedRefreshToken);
        }
        return json.toString();
    }

    /** Earlier versions did not write these arrays. */
    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return List.copyOf(texts);
    }

    /** Empty if the text was not written by {@link #toJson}. */
    public static Optional<Answer> fromJson(String text) {
        try {
            JsonNode json = MAPPER.readTree(text);
            String token = json.path("access_token").textValue();
            if (token == null || !json.path("ends_at").canConvertToLong()) {
                return Optional.empty();
            }
            return Optional.of(new Answer(
                    Secret.of(token),
                    json.path("account_id").textValue(),
                    texts(json.path("aliases")),
                    texts(json.path("scopes")),
                    json.path("expires_at").canConvertToLong()
                            ? Instant.ofEpochMilli(json.path("expires_at").longValue())
                            : null,
                    Instant.ofEpochMilli(json.path("ends_at").longValue()),
                    json.path("sealed_refresh_token").textValue()));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
