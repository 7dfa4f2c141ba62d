package io.tokenkeep.exchange.consent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.kit.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a provider gave for a consent, as it is kept sealed while the consent is held: the long-lived token and what is known of it.
 *
 * @param expiresAt when the token ends; null if it never does
 * @param assumed whether that is only the documented lifetime
 * @param dataAccessExpiresAt when the access to data ends; null if the provider did not say
 * @param aliases other ids of the account
 * @param username of the account when the consent came; null if it is not known
 * @param sealedRefreshToken the refresh token, sealed for this consent; null if there is none
 */
public record HeldAnswer(
        Secret token,
        Instant issuedAt,
        @Nullable Instant expiresAt,
        boolean assumed,
        @Nullable Instant dataAccessExpiresAt,
        List<String> scopes,
        List<String> aliases,
        @Nullable String username,
        @Nullable String sealedRefreshToken) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    public HeldAnswer {
        scopes = List.copyOf(scopes);
        aliases = List.copyOf(aliases);
    }

    public static HeldAnswer of(Obtained obtained, @Nullable String sealedRefreshToken) {
        LongLived issued = obtained.connection().issued();
        return new HeldAnswer(
                issued.token(),
                obtained.issuedAt(),
                issued.expiresAt(obtained.issuedAt()),
                issued.assumed(),
                issued.dataAccessExpiresAt(),
                obtained.scopes(),
                obtained.aliases(),
                obtained.connection().profile().username(),
                sealedRefreshToken);
    }

    /** The same as the answer to a code. {@code until}: how long the worker continues with it. */
    public Answer answer(String accountId, Instant until) {
        return new Answer(token, accountId, aliases, scopes, expiresAt, until, sealedRefreshToken);
    }

    public LongLived issued() {
        Duration lifetime = expiresAt == null ? null : Duration.between(issuedAt, expiresAt);
        return new LongLived(token, lifetime, assumed, dataAccessExpiresAt, scopes);
    }

    /** Whether the token has ended. */
    public boolean isOver(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    public String toJson() {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("access_token", token.reveal());
        json.put("issued_at", issuedAt.toEpochMilli());
        put(json, "expires_at", expiresAt);
        json.put("assumed", assumed);
        put(json, "data_access_expires_at", dataAccessExpiresAt);
        scopes.forEach(json.putArray("scopes")::add);
        aliases.forEach(json.putArray("aliases")::add);
        json.put("username", username);
        json.put("sealed_refresh_token", sealedRefreshToken);
        return json.toString();
    }

    /** Empty if the text was not written by {@link #toJson}. */
    public static Optional<HeldAnswer> fromJson(String text) {
        try {
            JsonNode json = MAPPER.readTree(text);
            String token = json.path("access_token").textValue();
            Instant issuedAt = time(json, "issued_at");
            if (token == null || issuedAt == null) {
                return Optional.empty();
            }
            return Optional.of(new HeldAnswer(
                    Secret.of(token),
                    issuedAt,
                    time(json, "expires_at"),
                    json.path("assumed").booleanValue(),
                    time(json, "data_access_expires_at"),
                    texts(json.path("scopes")),
                    texts(json.path("aliases")),
                    json.path("username").textValue(),
                    json.path("sealed_refresh_token").textValue()));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static void put(ObjectNode json, String name, @Nullable Instant time) {
        if (time != null) {
            json.put(name, time.toEpochMilli());
        }
    }

    private static @Nullable Instant time(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.canConvertToLong() ? Instant.ofEpochMilli(value.longValue()) : null;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
