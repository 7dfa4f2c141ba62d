package io.tokenkeep.simulator.registry;

import java.util.Set;

/** The scopes that a configuration of Facebook Login for Business asks for instead of {@code scope}, and for whom. */
public record Configuration(Set<String> scopes, boolean forSystemUser) {
    /** The configuration of an id that is not registered. */
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
