package io.tokenkeep.kit.config;

import io.tokenkeep.kit.provider.ProviderCatalogue;
import io.tokenkeep.kit.provider.ProviderDescription;
import io.tokenkeep.kit.provider.ProviderDescription.Feature;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/**
 * What an app asks of a person, and where the answer comes back to.
 *
 * @param login a configuration that is kept at the provider and decides the permissions, in place of {@code scopes}
 */
public record ConsentConfig(URI redirectUri, List<String> scopes, Optional<LoginConfiguration> login) {

    static final String REDIRECT_URI = "redirect.uri";
    static final String SCOPES = "scopes";
    static final String CONFIG_ID = "config.id";
    static final String SYSTEM_USER = "system.user";

    /**
     * A login configuration that is kept at the provider.
     *
     * @param systemUser whether it gives tokens of the business and not of a person
     */
    public record LoginConfiguration(String id, boolean systemUser) {
        public LoginConfiguration {
            AppNames.require(AppNames.isWord(id), CONFIG_ID, "write the id without spaces or commas");
        }
    }

    public ConsentConfig {
        AppNames.require(redirectUri.getFragment() == null, REDIRECT_URI, "leave out the fragment");
        AppNames.require(!scopes.isEmpty(), SCOPES, "name at least one scope");
        AppNames.require(scopes.stream().allMatch(AppNames::isWord), SCOPES, "no spaces within a scope");
        scopes = List.copyOf(scopes);
    }

    /** Whether the consent gives tokens of the business's system user. */
    public boolean systemUser() {
        return login.map(LoginConfiguration::systemUser).orElse(false);
    }

    static ConsentConfig from(TypedValues settings, ProviderDescription provider) {
        List<String> scopes = settings.list(SCOPES);
        return new ConsentConfig(
                settings.uri(REDIRECT_URI),
                scopes.isEmpty() ? List.of(provider.leastScope()) : scopes,
                settings.optionalString(CONFIG_ID).map(id -> new LoginConfiguration(id, settings.bool(SYSTEM_USER))));
    }

    /** Adds the problems that concern two values, each of which fits its own definition: the name of the setting and what to do. */
    static void check(TypedValues settings, ProviderDescription provider, BiConsumer<String, String> problems) {
        if (settings.has(CONFIG_ID) && !provider.has(Feature.LOGIN_CONFIGURATIONS)) {
            problems.accept(CONFIG_ID, "remove it: " + provider.id() + " has no such configurations");
        }
        if (settings.bool(SYSTEM_USER) && !settings.has(CONFIG_ID)) {
            problems.accept(SYSTEM_USER, "needs " + CONFIG_ID);
        }
    }

    static ConfigDef define(ConfigDef definition, ProviderCatalogue providers) {
        definition
                .define(
                        REDIRECT_URI,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        WebUri.validator(),
                        Importance.HIGH,
                        "The redirect URI exactly as registered at the provider. Its path is where callback-service waits, so"
                                + " each app has its own.")
                .define(
                        SCOPES,
                        ConfigDef.Type.LIST,
                        List.of(),
                        AppNames.withoutSpaces("scopes without spaces"),
                        Importance.MEDIUM,
                        "What to ask the person for, with commas between. Empty: the least the provider demands "
                                + leastScopes(providers));
        return defineLogin(definition, providers);
    }

    private static ConfigDef defineLogin(ConfigDef definition, ProviderCatalogue providers) {
        return definition
                .define(
                        CONFIG_ID,
                        ConfigDef.Type.STRING,
                        null,
                        AppNames.withoutSpaces("an id without spaces or commas"),
                        Importance.MEDIUM,
                        "The id of a login configuration kept at the provider (" + configurable(providers)
                                + "). It is sent in place of scopes; those configured here are then only what missing ones"
                                + " are told by.")
                .define(
                        SYSTEM_USER,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.LOW,
                        "Whether that configuration gives tokens of the business's system user.");
    }

    private static String leastScopes(ProviderCatalogue providers) {
        return providers.all().stream()
                .map(ProviderDescription::leastScope)
                .collect(Collectors.joining(", ", "(", ")."));
    }

    private static String configurable(ProviderCatalogue providers) {
        return providers.all().stream()
                .filter(provider -> provider.has(Feature.LOGIN_CONFIGURATIONS))
                .map(ProviderDescription::id)
                .collect(Collectors.joining(", "));
    }
}
