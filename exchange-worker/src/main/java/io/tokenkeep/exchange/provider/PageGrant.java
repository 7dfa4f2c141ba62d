package io.tokenkeep.exchange.provider;

import io.tokenkeep.kit.config.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Page in a person's list.
 *
 * @param token the person's token for it; null when the provider withheld one
 * @param tasks what the person may do there, as the provider names it
 * @param instagram the professional account linked to it; null when there is none
 */
public record PageGrant(
        String id,
        @Nullable String name,
        @Nullable Secret token,
        List<String> tasks,
        @Nullable Instagram instagram) {

    /** An Instagram account reached through a Page. */
    public record Instagram(String id, @Nullable String username) {}

    public PageGrant {
        tasks = List.copyOf(tasks);
    }
}
