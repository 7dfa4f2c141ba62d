package io.tokenkeep.quickstart;

import io.tokenkeep.kit.UsageException;
import io.tokenkeep.kit.provider.ProviderDescription;
import io.tokenkeep.kit.provider.ProviderDescription.Feature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A real product of Meta, and the environment variables that describe the user's app for it. They begin with its name. */
record RealProduct(ProviderDescription provider) {

    private static final Map<String, String> NEEDED = ordered(
            Map.entry("CLIENT_ID", "client.id"),
            Map.entry("CLIENT_SECRET", "client.secrets"),
            Map.entry("REDIRECT_URI", "redirect.uri"));
    private static final Map<String, String> OPTIONAL = ordered(
            Map.entry("SCOPES", "scopes"),
            Map.entry("AUTHORIZE_URL", "authorize.url"),
            Map.entry("GRAPH_URL", "api.url"),
            Map.entry("TOKEN_URL", "token.url"));
    private static final Map<String, String> LOGIN_CONFIGURATION =
            ordered(Map.entry("CONFIG_ID", "config.id"), Map.entry("SYSTEM_USER", "system.user"));

    /** The variables without which there is no app. */
    List<String> needed() {
        return NEEDED.keySet().stream().map(this::variable).toList();
    }

    /** The settings of the app; empty if no needed variable is set. Incomplete variables are a {@link UsageException}. */
    Optional<Map<String, String>> settings(Map<String, String> environment) {
        List<String> missing = needed().stream()
                .filter(name -> environment.getOrDefault(name, "").isBlank())
                .toList();
        if (missing.size() == NEEDED.size()) {
            return Optional.empty();
        }
        if (!missing.isEmpty()) {
            throw new UsageException("for the real " + provider.displayName() + " set " + String.join(" and ", missing)
                    + " in the environment too, or none of " + String.join(", ", needed()));
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("provider", provider.id());
        read(NEEDED, environment, settings);
        read(OPTIONAL, environment, settings);
        if (provider.has(Feature.LOGIN_CONFIGURATIONS)) {
            read(LOGIN_CONFIGURATION, environment, settings);
        }
        return Optional.of(settings);
    }

    private void read(Map<String, String> names, Map<String, String> environment, Map<String, String> settings) {
        names.forEach((name, setting) -> {
            String value = environment.getOrDefault(variable(name), "");
            if (!value.isBlank()) {
                settings.put(setting, value);
            }
        });
    }

    private String variable(String name) {
        return provider.id().toUpperCase(Locale.ROOT) + "_" + name;
    }

    @SafeVarargs
    private static Map<String, String> ordered(Map.Entry<String, String>... entries) {
        Map<String, String> map = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : entries) {
            map.put(entry.getKey(), entry.getValue());
        }
        return map;
    }
}
