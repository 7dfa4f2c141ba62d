package io.tokenkeep.kit.provider.meta;

import io.tokenkeep.kit.provider.ApiVersions;
import io.tokenkeep.kit.provider.ProviderCatalogue;
import io.tokenkeep.kit.provider.ProviderDescription;
import io.tokenkeep.kit.provider.ProviderDescription.Addresses;
import io.tokenkeep.kit.provider.ProviderDescription.Capability;
import io.tokenkeep.kit.provider.ProviderDescription.Feature;
import io.tokenkeep.kit.provider.ProviderDescription.Requirement;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Meta's providers, with the hosts, scopes and tasks that its documentation names (2026). */
public final class MetaDescriptions {

    /** As Meta's changelog names the ends (November 2026). Those of later versions are not named yet. */
    private static final ApiVersions GRAPH = new ApiVersions(
            null,
            Map.of(
                    "v20.0", LocalDate.of(2026, 9, 24),
                    "v21.0", LocalDate.of(2027, 1, 21),
                    "v22.0", LocalDate.of(2027, 5, 20),
                    "v23.0", LocalDate.of(2027, 10, 8),
                    "v24.0", LocalDate.of(2028, 2, 18),
                    "v25.0", LocalDate.of(2028, 7, 29)));

    public static final ProviderDescription THREADS = new ProviderDescription(
            "threads",
            "Threads",
            Addresses.of(
                    "https://threads.com/oauth/authorize", "https://graph.threads.net", "https://graph.threads.net"),
            "threads_basic",
            Set.of(),
            Map.of(
                    Capability.READ,
                    Requirement.ofScope("threads_basic"),
                    Capability.PUBLISH,
                    Requirement.ofScope("threads_content_publish"),
                    Capability.INSIGHTS,
                    Requirement.ofScope("threads_manage_insights")),
            new ApiVersions("v1.0", Map.of()));

    public static final ProviderDescription FACEBOOK = new ProviderDescription(
            "facebook",
            "Facebook",
            Addresses.of(
                    "https://www.facebook.com/dialog/oauth",
                    "https://graph.facebook.com",
                    "https://graph.facebook.com"),
            "public_profile",
            Set.of(Feature.PAGES, Feature.LOGIN_CONFIGURATIONS),
            Map.of(
                    Capability.READ,
                    Requirement.ofScope("pages_read_engagement"),
                    Capability.PUBLISH,
                    Requirement.ofScopeAndTask("pages_manage_posts", "CREATE_CONTENT"),
                    Capability.INSIGHTS,
                    Requirement.ofScopeAndTask("read_insights", "ANALYZE")),
            GRAPH);

    public static final ProviderDescription INSTAGRAM = new ProviderDescription(
            "instagram",
            "Instagram",
            Addresses.of(
                    "https://www.instagram.com/oauth/authorize",
                    "https://graph.instagram.com",
                    "https://api.instagram.com"),
            "instagram_business_basic",
            Set.of(),
            Map.of(
                    Capability.READ,
                    Requirement.ofScope("instagram_business_basic"),
                    Capability.PUBLISH,
                    Requirement.ofScope("instagram_business_content_publish"),
                    Capability.INSIGHTS,
                    Requirement.ofScope("instagram_business_manage_insights")),
            GRAPH);

    public static final ProviderCatalogue CATALOGUE = new ProviderCatalogue(List.of(THREADS, FACEBOOK, INSTAGRAM));

    private MetaDescriptions() {}

    /** The description with this id; fails if Meta has no provider of this id. */
    public static ProviderDescription of(String id) {
        return CATALOGUE.find(id).orElseThrow();
    }
}
