package io.tokenkeep.kit.config;

import io.tokenkeep.kit.provider.ProviderDescription;
import java.net.URI;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/**
 * Where an app's requests go: the provider's own addresses, unless the settings name others.
 *
 * @param authorize the consent page
 * @param api the base address of all other requests
 * @param token the base address of the code exchange
 */
public record AppEndpoints(URI authorize, URI api, URI token) {

    static final String AUTHORIZE_URL = "authorize.url";
    static final String API_URL = "api.url";
    static final String TOKEN_URL = "token.url";

    static AppEndpoints from(TypedValues settings, ProviderDescription.Addresses ofProvider) {
        Optional<URI> api = settings.optionalUri(API_URL).map(AppEndpoints::withoutSlash);
        Optional<URI> token = settings.optionalUri(TOKEN_URL).map(AppEndpoints::withoutSlash);
        return new AppEndpoints(
                settings.optionalUri(AUTHORIZE_URL).orElse(ofProvider.authorize()),
                api.orElse(ofProvider.api()),
                token.or(() -> api).orElse(ofProvider.token()));
    }

    static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        AUTHORIZE_URL,
                        ConfigDef.Type.STRING,
                        null,
                        WebUri.validator(),
                        Importance.LOW,
                        "The provider's consent page. Unset: the provider's own.")
                .define(
                        API_URL,
                        ConfigDef.Type.STRING,
                        null,
                        WebUri.validator(),
                        Importance.LOW,
                        "Where the provider's API begins. Unset: the provider's own. It may end in a version where the"
                                + " provider's addresses have one, as https://api.example.com/v25.0.")
                .define(
                        TOKEN_URL,
                        ConfigDef.Type.STRING,
                        null,
                        WebUri.validator(),
                        Importance.LOW,
                        "Where codes are exchanged, without the path. Unset: the value of api.url, else the provider's own.");
    }

    private static URI withoutSlash(URI base) {
        String text = base.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : base;
    }
}
