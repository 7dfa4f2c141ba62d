package io.tokenkeep.callback.provider;

import io.tokenkeep.kit.provider.ProviderDescription;
import java.util.Optional;

/**
 * One provider, as far as callback-service has to know it.
 *
 * @param calls what receives its calls; empty for a provider that makes none
 */
public record CallbackProvider(
        ProviderDescription description, AuthorizationEndpoint authorization, Optional<ProviderCalls.Factory> calls) {}
