package io.tokenkeep.callback.provider.meta;

import io.tokenkeep.callback.page.TextBundle;
import io.tokenkeep.callback.provider.AuthorizationEndpoint;
import io.tokenkeep.callback.provider.CallbackProvider;
import io.tokenkeep.callback.provider.ProviderCalls;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import java.util.List;
import java.util.Optional;

/** Meta's providers. The calls for all of them are received by one. */
public final class MetaCallbackProviders {

    private static final AuthorizationEndpoint WITH_SCOPES =
            new MetaAuthorizationEndpoint(MetaConsentParameters::scopes);

    private static final AuthorizationEndpoint OF_FACEBOOK =
            new MetaAuthorizationEndpoint(MetaConsentParameters::ofFacebook);

    private static final Optional<ProviderCalls.Factory> CALLS = Optional.of(MetaCalls::new);

    public static final List<CallbackProvider> ALL = List.of(
            new CallbackProvider(MetaDescriptions.THREADS, WITH_SCOPES, texts("threads"), CALLS),
            new CallbackProvider(MetaDescriptions.FACEBOOK, OF_FACEBOOK, texts("facebook"), CALLS),
            new CallbackProvider(MetaDescriptions.INSTAGRAM, WITH_SCOPES, texts("instagram"), CALLS));

    private MetaCallbackProviders() {}

    private static TextBundle texts(String provider) {
        return new TextBundle(MetaCallbackProviders.class, provider);
    }
}
