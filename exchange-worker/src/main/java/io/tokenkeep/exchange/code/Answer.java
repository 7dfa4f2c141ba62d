package io.tokenkeep.exchange.code;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenkeep.exchange.provider.ShortLived;
import io.tokenkeep.kit.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A provider's answer to a code, as it is kept sealed in the progress: the short-lived token, the account's id if the
 * answer told it, and when the token ends.
 */
record Answer(Secret token, @Nullable String accountId, Instant endsAt) {

    /** What Meta documents for short-lived tokens, for answers that do not say. */
    private static final Duration DOCUMENTED_LIFETIME = Duration.ofHours(1);

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Answer of(ShortLived answer, Instant answeredAt) {
        Duration stated = answer.expiresIn();
        return new Answer(
                answer.token(), answer.accountId(), answeredAt.plus(stated == null ? DOCUMENTED_LIFETIME : stated));
    }

    String toJson() {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("access_token", token.reveal());
        json.put("account_id", accountId);
        json.put("ends_at", endsAt.toEpochMilli());
        return json.toString();
    }

    /** Empty when the text is not one that {@link #toJson} wrote. */
    static Optional<Answer> fromJson(String text) {
        try {
            JsonNode json = MAPPER.readTree(text);
            String token = json.path("access_token").textValue();
            if (token == null || !json.path("ends_at").canConvertToLong()) {
                return Optional.empty();
            }
            return Optional.of(new Answer(
                    Secret.of(token),
                    json.path("account_id").textValue(),
                    Instant.ofEpochMilli(json.path("ends_at").longValue())));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
