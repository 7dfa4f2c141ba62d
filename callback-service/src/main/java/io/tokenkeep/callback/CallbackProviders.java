package io.tokenkeep.callback;

import io.tokenkeep.callback.provider.ProvidersByApp;
import io.tokenkeep.callback.provider.meta.MetaCallbackProviders;

/** The providers that callback-service knows. To add a provider, add it to this list. */
public final class CallbackProviders {

    public static final ProvidersByApp DEFAULT = new ProvidersByApp(MetaCallbackProviders.ALL);

    private CallbackProviders() {}
}
