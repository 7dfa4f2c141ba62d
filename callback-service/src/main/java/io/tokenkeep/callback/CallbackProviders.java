package io.tokenkeep.callback;

import io.tokenkeep.callback.provider.Providers;
import io.tokenkeep.callback.provider.meta.MetaProviders;

/** The providers that callback-service knows. To add a provider, add it to this list. */
public final class CallbackProviders {

    public static final Providers DEFAULT = new Providers(MetaProviders.ALL);

    private CallbackProviders() {}
}
