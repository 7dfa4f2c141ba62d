package io.tokenkeep.kit.config;

import io.tokenkeep.kit.provider.ProviderCatalogue;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/** The apps of one service, in the order of the setting. No two share a name or the path of their redirect URI. */
public record Apps(List<AppConfig> all) {
    public Apps {
        all = List.copyOf(all);
        Problems problems = new Problems();
        checkPaths(all, problems);
        problems.throwIfAny();
    }

    /** The setting's validator, which also says which providers the apps may be registered at. */
    private record Listed(ProviderCatalogue providers) implements ConfigDef.Validator {

        @Override
        public void ensureValid(String setting, Object value) {
            ensureNames(setting, value);
        }

        @Override
        public String toString() {
            return "distinct names of a-z, 0-9 and the hyphen";
        }
    }

    /** Adds the list of apps to a service's definition; each app has settings of its own, and one of these providers. */
    public static ConfigDef define(ConfigDef definition, ProviderCatalogue providers) {
        return definition.define(
                AppNames.APPS,
                ConfigDef.Type.LIST,
                ConfigDef.NO_DEFAULT_VALUE,
                new Listed(providers),
                Importance.HIGH,
                "The names of the apps, with commas between them; each has settings below apps.<name>.");
    }

    /** The providers that {@link #define} was given; none for a service without apps. */
    static ProviderCatalogue providers(ConfigDef definition) {
        ConfigDef.ConfigKey apps = definition.configKeys().get(AppNames.APPS);
        return apps != null && apps.validator instanceof Listed listed
                ? listed.providers()
                : new ProviderCatalogue(List.of());
    }

    public Optional<AppConfig> find(String name) {
        return all.stream().filter(app -> app.name().equals(name)).findFirst();
    }

    /** For a service that exchanges codes: every app must have a secret. */
    public Apps requireSecrets() {
        Problems problems = new Problems();
        all.stream()
                .filter(app -> app.client().secrets().isEmpty())
                .forEach(app -> problems.add(
                        AppNames.prefix(app.name()) + ClientCredentials.SECRETS,
                        "must be set: this service exchanges codes"));
        problems.throwIfAny();
        return this;
    }

    private static void ensureNames(String setting, Object value) {
        List<?> names = (List<?>) value;
        boolean valid = names.stream().allMatch(name -> AppNames.isName(name.toString()));
        if (names.isEmpty() || !valid || new LinkedHashSet<>(names).size() != names.size()) {
            throw new ConfigException(
                    setting + ": name at least one app, each once, in 1 to 32 of a-z, 0-9 and the hyphen");
        }
    }

    /** Only the path of a redirect names its app: behind a proxy the host cannot be trusted. */
    static void checkPaths(List<AppConfig> apps, Problems problems) {
        Map<String, String> owners = new HashMap<>();
        for (AppConfig app : apps) {
            String path = path(app.consent().redirectUri());
            String owner = owners.putIfAbsent(path, app.name());
            if (owner != null) {
                problems.add(
                        AppNames.prefix(app.name()) + ConsentConfig.REDIRECT_URI,
                        "has the path " + path + " as app " + owner
                                + " has; register a path of its own for one of them");
            }
        }
    }

    private static String path(URI redirect) {
        String path = redirect.getPath();
        return path.endsWith("/") ? path : path + "/";
    }
}
