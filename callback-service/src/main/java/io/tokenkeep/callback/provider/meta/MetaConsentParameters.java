package io.tokenkeep.callback.provider.meta;

import io.tokenkeep.kit.config.AppConfig;
import java.util.HashMap;
import java.util.Map;

/** What the consent addresses of Meta's providers say beside the parameters that all providers have. Pure. */
final class MetaConsentParameters {

    private MetaConsentParameters() {}

    /** Meta takes scopes with commas only. */
    static Map<String, String> scopes(AppConfig app) {
        return Map.of("scope", String.join(",", app.consent().scopes()));
    }

    /** A configuration of Facebook Login for Business (Meta's page of that name) takes the place of scopes. */
    static Map<String, String> ofFacebook(AppConfig app) {
        Map<String, String> parameters = new HashMap<>(app.consent()
                .login()
                .map(login -> Map.of("config_id", login.id()))
                .orElseGet(() -> scopes(app)));
        if (app.consent().systemUser()) {
            // Without it, a system user's configuration answers with a token in the fragment.
            parameters.put("override_default_response_type", "true");
        } else {
            // Without it, a person who declined a permission once is never asked for it again.
            parameters.put("auth_type", "rerequest");
        }
        return parameters;
    }
}
