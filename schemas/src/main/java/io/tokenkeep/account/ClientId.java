package io.tokenkeep.account;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The rule for the agency's own id of a client, which travels from a connect link to the token. */
public final class ClientId {

    /** The longest id, in bytes of UTF-8. */
    public static final int MOST_BYTES = 64;

    private ClientId() {}

    /** What is wrong with an id, for the one who wrote it; null if nothing is. */
    public static @Nullable String problem(String id) {
        if (id.isBlank() || id.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            return "a client label has 1 to " + MOST_BYTES + " bytes of UTF-8 and is not blank";
        }
        return id.chars().anyMatch(Character::isISOControl) ? "a client label has no control characters" : null;
    }
}
