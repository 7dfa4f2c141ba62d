package io.tokenkeep.callback.link;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a connect link asks for: consent to an app, under the agency's label for whose account it will be. */
public record ConnectRequest(String app, @Nullable String client) {

    private static final int MOST_BYTES = 64;

    /** {@link IllegalArgumentException} tells what is wrong with the label. */
    public ConnectRequest {
        if (client != null) {
            if (client.isBlank() || client.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
                throw new IllegalArgumentException(
                        "a client label has 1 to " + MOST_BYTES + " bytes of UTF-8 and is not blank");
            }
            if (client.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("a client label has no control characters");
            }
        }
    }
}
