package io.tokenkeep.kit.provider.meta;

import io.tokenkeep.kit.provider.ProviderCatalogue;
import io.tokenkeep.kit.provider.ProviderDescription;
import io.tokenkeep.kit.provider.ProviderDescription.Addresses;
import io.tokenkeep.kit.provider.ProviderDescription.Feature;
import java.util.List;
import java.util.Set;

/** Meta's providers, with the hosts and the least scope that its documentation names (2026). */
public final class MetaDescriptions {

    public static final ProviderDescription THREADS = new ProviderDescription(
            "threads",
            "Threads",
            Addresses.of(
                    "https://threads.com/oauth/authorize", "https://graph.threads.net", "https://graph.threads.net"),
            "threads_basic",
            Set.of());

    public static final ProviderDescription FACEBOOK = new ProviderDescription(
            "facebook",
            "Facebook",
            Addresses.of(
                    "https://www.facebook.com/dialog/oauth",
                    "https://graph.facebook.com",
                    "https://graph.facebook.com"),
            "public_profile",
            Set.of(Feature.PAGES, Feature.LOGIN_CONFIGURATIONS));

    public static final ProviderDescription INSTAGRAM = new ProviderDescription(
            "instagram",
            "Instagram",
            Addresses.of(
                    "https://www.instagram.com/oauth/authorize",
                    "https://graph.instagram.com",
                    "https://api.instagram.com"),
            "instagram_business_basic",
            Set.of());

    public static final ProviderCatalogue CATALOGUE = new ProviderCatalogue(List.of(THREADS, FACEBOOK, INSTAGRAM));

    private MetaDescriptions() {}

    /** The description with this id; fails if Meta has no provider of this id. */
    public static ProviderDescription of(String id) {
        return CATALOGUE.find(id).orElseThrow();
    }
}
