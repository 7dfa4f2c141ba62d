package io.tokenkeep.callback.provider;

import io.tokenkeep.callback.page.ProviderTexts;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.kit.provider.ProviderCatalogue;
import io.tokenkeep.kit.provider.ProviderDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The providers of callback-service, each with its description and its implementation. */
public final class ProvidersByApp {

    private final ProviderCatalogue catalogue;
    private final Map<ProviderDescription, CallbackProvider> byDescription;

    public ProvidersByApp(List<CallbackProvider> all) {
        this.catalogue = new ProviderCatalogue(
                all.stream().map(CallbackProvider::description).toList());
        this.byDescription =
                all.stream().collect(Collectors.toUnmodifiableMap(CallbackProvider::description, Function.identity()));
    }

    /** The descriptions of the providers that settings may name. */
    public ProviderCatalogue catalogue() {
        return catalogue;
    }

    public AuthorizationEndpoint authorization(AppConfig app) {
        return of(app).authorization();
    }

    /** How pages speak of an app's provider. */
    public ProviderTexts texts(AppConfig app) {
        return of(app).providerTexts();
    }

    /** The receiver of the calls of an app's provider. */
    public Optional<ProviderCalls.Factory> calls(AppConfig app) {
        return of(app).calls();
    }

    /** Settings are checked against {@link #catalogue}, so each app has one. */
    private CallbackProvider of(AppConfig app) {
        CallbackProvider provider = byDescription.get(app.provider());
        if (provider == null) {
            throw new IllegalArgumentException("nobody is sent from here to the provider " + app.provider());
        }
        return provider;
    }
}
