package io.tokenkeep.exchange.provider;

import io.tokenkeep.kit.config.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Page in a person's list.
 *
 * @param token the person's token for it; null when the provider withheld one
 * @param tasks what the person may do there, as the provider names it
 * @param linked the account of another of the provider's products that is reached through it; null when there is none
 */
public record PageGrant(
        String id,
        @Nullable String name,
        @Nullable Secret token,
        List<String> tasks,
        @Nullable Linked linked) {

    /**
     * An account reached through a Page.
     *
     * @param provider the product it belongs to, as the id of its own provider
     */
    public record Linked(
            String provider, String id, @Nullable String username) {}

    public PageGrant {
        tasks = List.copyOf(tasks);
    }
}
