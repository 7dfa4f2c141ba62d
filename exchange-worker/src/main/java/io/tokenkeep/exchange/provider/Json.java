package io.tokenkeep.exchange.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenkeep.kit.config.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads providers' JSON. Numbers keep all their digits; a value that is absent or of another type is null. No side effects. */
public final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** An id becomes part of a key and is shown to people. No provider's id is longer than 64 characters. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private static final int MOST_OF_A_NAME = 100;
    /** Meta's tokens live 60 or 90 days, or have no end. */
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(400);

    private Json() {}

    /** The parsed text; a missing node if it is not JSON. */
    public static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** The parsed body of a success; an empty object for anything else. */
    public static JsonNode success(HttpAnswer answer) {
        return parse(answer.isSuccess() ? answer.body() : "{}");
    }

    /** A JSON object, or the parameters of a query as one. */
    public static JsonNode objectOrQuery(String text) {
        if (text.stripLeading().startsWith("{")) {
            return parse(text);
        }
        ObjectNode object = MAPPER.createObjectNode();
        for (String pair : text.strip().split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                object.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return object;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** The text elements of an array. */
    public static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> {
            if (element.isTextual()) {
                texts.add(element.textValue());
            }
        });
        return texts;
    }

    /** Text that is not blank. */
    public static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() && !value.textValue().isBlank() ? value.textValue() : null;
    }

    /** A name to show. A long name is cut, because one record holds many names. */
    public static @Nullable String name(JsonNode node, String field) {
        String text = text(node, field);
        if (text == null || text.length() <= MOST_OF_A_NAME) {
            return text;
        }
        boolean splits = Character.isHighSurrogate(text.charAt(MOST_OF_A_NAME - 1));
        return text.substring(0, splits ? MOST_OF_A_NAME - 1 : MOST_OF_A_NAME);
    }

    /** The ids in an array, as text or as numbers. */
    public static Set<String> ids(JsonNode array) {
        Set<String> ids = new LinkedHashSet<>();
        array.forEach(element -> {
            String id = id(element);
            if (id != null) {
                ids.add(id);
            }
        });
        return ids;
    }

    /** A token without the white space around it. */
    public static @Nullable Secret token(JsonNode node, String field) {
        String token = text(node, field);
        return token == null ? null : Secret.of(token.strip());
    }

    /**
     * An id, written as text or as a whole number of any size. A number with a fraction or an exponent has lost digits and is
     * null.
     */
    public static @Nullable String id(JsonNode node, String field) {
        return id(node.path(field));
    }

    private static @Nullable String id(JsonNode value) {
        String id = value.isIntegralNumber() ? value.bigIntegerValue().toString() : value.textValue();
        return id != null && ID.matcher(id).matches() ? id : null;
    }

    /** A whole number, written as number or text; null if absent or of another form. */
    public static @Nullable Integer integer(JsonNode node, String field) {
        Long value = whole(node, field);
        return value == null || value > Integer.MAX_VALUE || value < Integer.MIN_VALUE
                ? null
                : (Integer) value.intValue();
    }

    /** A lifetime in seconds, as number or text; null if absent, not positive or above 400 days. */
    public static @Nullable Duration seconds(JsonNode node, String field) {
        Long value = whole(node, field);
        return value == null || value <= 0 || value > LONGEST_LIFETIME.toSeconds() ? null : Duration.ofSeconds(value);
    }

    /** A Unix time in seconds; null when absent or 0, which means never. */
    public static @Nullable Instant instant(JsonNode node, String field) {
        Long value = whole(node, field);
        return value == null || value <= 0 || value > 1L << 40 ? null : Instant.ofEpochSecond(value);
    }

    /** Whether the field is the number 0, written as number or text. */
    public static boolean isZero(JsonNode node, String field) {
        Long value = whole(node, field);
        return value != null && value == 0;
    }

    private static @Nullable Long whole(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        String text = text(node, field);
        return text != null && text.matches("-?\\d{1,18}") ? (Long) Long.parseLong(text) : null;
    }
}
