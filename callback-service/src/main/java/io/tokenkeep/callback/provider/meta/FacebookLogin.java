package io.tokenkeep.callback.provider.meta;

import io.tokenkeep.kit.config.AppConfig;
import java.util.HashMap;
import java.util.Map;

/** What Facebook's consent address says. A configuration of Facebook Login for Business (Meta's page of that name) takes the place of scopes. */
final class FacebookLogin {

    private FacebookLogin() {}

    static Map<String, String> parameters(AppConfig app) {
        Map<String, String> parameters = new HashMap<>(app.configId()
                .map(id -> Map.of("config_id", id))
                .orElseGet(() -> MetaAuthorizationEndpoint.scope(app)));
        if (app.systemUser()) {
            // Else a system user's configuration answers with a token in the fragment.
            parameters.put("override_default_response_type", "true");
        } else {
            // Else who declined a permission once is never asked for it again.
            parameters.put("auth_type", "rerequest");
        }
        return parameters;
    }
}
