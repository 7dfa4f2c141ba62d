package io.tokenkeep.callback.provider;

import io.tokenkeep.callback.page.ProviderTexts;
import io.tokenkeep.callback.page.TextBundle;
import io.tokenkeep.kit.provider.ProviderDescription;
import java.util.Optional;

/**
 * One provider: the parts that callback-service needs.
 *
 * @param texts what {@link ProviderTexts} describes; {@link ProviderTexts#GENERAL} for a provider without texts of its own
 * @param calls the receiver of its calls; empty for a provider that makes no calls
 */
public record CallbackProvider(
        ProviderDescription description,
        AuthorizationEndpoint authorization,
        TextBundle texts,
        Optional<ProviderCalls.Factory> calls) {

    ProviderTexts providerTexts() {
        return new ProviderTexts(description.displayName(), texts, description.has(ProviderDescription.Feature.PAGES));
    }
}
