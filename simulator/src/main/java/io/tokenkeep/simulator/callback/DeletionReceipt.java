package io.tokenkeep.simulator.callback;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An app's required answer to a deletion request: an address for the person, and a confirmation code. */
public record DeletionReceipt(String url, String confirmationCode) {
    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Reads strict JSON with exactly the two documented fields; returns empty for anything else. */
    static Optional<DeletionReceipt> read(byte[] body) {
        Map<String, String> fields = new HashMap<>();
        try (var json = STRICT.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (json.nextToken() != JsonToken.VALUE_STRING) {
                    return Optional.empty();
                }
                fields.put(name, json.getText());
            }
            if (json.nextToken() != null) {
                return Optional.empty();
            }
        } catch (IOException malformed) {
            return Optional.empty();
        }
        String url = fields.getOrDefault("url", "");
        String code = fields.getOrDefault("confirmation_code", "");
        return fields.size() == 2 && isPage(url) && code.matches("[A-Za-z0-9]+")
                ? Optional.of(new DeletionReceipt(url, code))
                : Optional.empty();
    }

    private static boolean isPage(String url) {
        try {
            URI uri = URI.create(url);
            return uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "DeletionReceipt[]";
    }
}
