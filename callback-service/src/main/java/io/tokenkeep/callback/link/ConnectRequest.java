package io.tokenkeep.callback.link;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The request of a connect link: consent to an app, with the agency's label for the client. */
public record ConnectRequest(String app, @Nullable String client) {

    private static final int MOST_BYTES = 64;

    /** Fails with {@link IllegalArgumentException} if the label is not valid */
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
