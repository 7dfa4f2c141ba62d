package io.tokenkeep.callback.provider;

import io.tokenkeep.kit.provider.ProviderDescription;
import java.util.Optional;

/**
 * One provider: the parts that callback-service needs.
 *
 * @param calls the receiver of its calls; empty for a provider that makes no calls
 */
public record CallbackProvider(
        ProviderDescription description, AuthorizationEndpoint authorization, Optional<ProviderCalls.Factory> calls) {}
