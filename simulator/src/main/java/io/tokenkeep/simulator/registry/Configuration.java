package io.tokenkeep.simulator.registry;

import java.util.Set;

/** What a configuration of Facebook Login for Business asks for in place of {@code scope}, and in whose name. */
public record Configuration(Set<String> scopes, boolean forSystemUser) {
    /** What an id asks for that nobody configured. */
    public static final Configuration USUAL = new Configuration(
            Set.of(
                    "business_management",
                    "instagram_basic",
                    "instagram_content_publish",
                    "pages_manage_posts",
                    "pages_read_engagement",
                    "pages_show_list"),
            false);

    public Configuration {
        scopes = Set.copyOf(scopes);
    }
}
