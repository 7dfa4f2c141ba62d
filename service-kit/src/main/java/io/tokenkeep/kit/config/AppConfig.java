package io.tokenkeep.kit.config;

import io.tokenkeep.kit.provider.ApiVersions;
import io.tokenkeep.kit.provider.ProviderDescription;
import java.util.Optional;

/** One registered OAuth client at a provider. Each part defines and reads its own settings. */
public record AppConfig(
        String name,
        ProviderDescription provider,
        ClientCredentials client,
        ConsentConfig consent,
        AppEndpoints endpoints,
        CallLimits limits,
        BrandConfig brand) {

    public AppConfig {
        AppNames.require(
                AppNames.isName(name), AppNames.prefix(name) + "name", "write 1 to 32 of a-z, 0-9 and the hyphen");
    }

    /** An app without a brand of its own. */
    public AppConfig(
            String name,
            ProviderDescription provider,
            ClientCredentials client,
            ConsentConfig consent,
            AppEndpoints endpoints,
            CallLimits limits) {
        this(name, provider, client, consent, endpoints, limits, BrandConfig.NONE);
    }

    /** The version of the provider's API that calls name: the one at the end of {@code api.url}, or the provider's only one. */
    public Optional<String> apiVersion() {
        String path = endpoints.api().getPath();
        String last = path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
        return ApiVersions.isVersion(last)
                ? Optional.of(last)
                : Optional.ofNullable(provider.apiVersions().only());
    }

    static AppConfig from(TypedValues settings, String name, ProviderDescription provider) {
        return new AppConfig(
                name,
                provider,
                ClientCredentials.from(settings),
                ConsentConfig.from(settings, provider),
                AppEndpoints.from(settings, provider.addresses()),
                CallLimits.from(settings),
                BrandConfig.from(settings));
    }
}
