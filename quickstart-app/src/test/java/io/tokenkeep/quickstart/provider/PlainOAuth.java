package io.tokenkeep.quickstart.provider;

import io.tokenkeep.callback.page.ProviderTexts;
import io.tokenkeep.callback.provider.AuthorizationEndpoint;
import io.tokenkeep.callback.provider.CallbackProvider;
import io.tokenkeep.exchange.provider.ProviderFactories;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.kit.provider.ProviderCatalogue;
import io.tokenkeep.kit.provider.ProviderDescription;
import io.tokenkeep.kit.provider.ProviderDescription.Addresses;
import io.tokenkeep.kit.provider.ProviderDescription.Feature;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The registration of the made-up provider: its description, and its part for each service. */
final class PlainOAuth {

    static final ProviderDescription DESCRIPTION = new ProviderDescription(
            "plain-oauth",
            "Plain OAuth",
            Addresses.of("https://plain.example/authorize", "https://plain.example/api", "https://plain.example/oauth"),
            "read",
            Set.of(Feature.REFRESH_TOKENS));

    static final ProviderCatalogue CATALOGUE = new ProviderCatalogue(List.of(DESCRIPTION));

    static final io.tokenkeep.callback.provider.ProvidersByApp FOR_CALLBACK =
            new io.tokenkeep.callback.provider.ProvidersByApp(List.of(
                    new CallbackProvider(DESCRIPTION, new Authorization(), ProviderTexts.GENERAL, Optional.empty())));

    static final ProviderFactories FOR_EXCHANGE =
            new ProviderFactories(List.of(new ProviderFactories.Entry(DESCRIPTION, PlainOAuthProvider::new)));

    private PlainOAuth() {}

    /** RFC 6749 4.1.1 and RFC 7636 to the letter. */
    private static final class Authorization implements AuthorizationEndpoint {

        @Override
        public Map<String, String> parameters(AppConfig app) {
            return Map.of("scope", String.join(" ", app.consent().scopes()));
        }

        @Override
        public boolean takesCodeChallenge() {
            return true;
        }

        @Override
        public boolean isCancelled(Map<String, String> values) {
            return "access_denied".equals(values.get("error"));
        }
    }
}
