package io.tokenkeep.kit.config;

import io.tokenkeep.kit.provider.ProviderCatalogue;
import io.tokenkeep.kit.provider.ProviderDescription;
import io.tokenkeep.kit.provider.ProviderDescription.Feature;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/** The definition of an {@link AppConfig}'s settings, and their conversion into the record. */
public final class AppSettings {

    private static final List<String> ADDRESSES =
            List.of(AppNames.REDIRECT_URI, AppNames.AUTHORIZE_URL, AppNames.API_URL, AppNames.TOKEN_URL);

    private AppSettings() {}

    /** The settings of one app at one of these providers, without {@code apps.<name>.} before them. */
    public static ConfigDef definition(ProviderCatalogue providers) {
        ConfigDef definition = new ConfigDef();
        defineConsent(definition, providers);
        defineAddresses(definition);
        defineConfiguration(definition, providers);
        return defineCalls(definition);
    }

    private static ConfigDef defineConsent(ConfigDef definition, ProviderCatalogue providers) {
        return definition
                .define(
                        AppNames.PROVIDER,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigDef.ValidString.in(providers.ids().toArray(String[]::new)),
                        Importance.HIGH,
                        "Where the app is registered.")
                .define(
                        AppNames.CLIENT_ID,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        withoutSpaces("an id without spaces or commas"),
                        Importance.HIGH,
                        "The app's id at the provider. Where one app has an id for each product, the one for this product.")
                .define(
                        AppNames.CLIENT_SECRETS,
                        ConfigDef.Type.PASSWORD,
                        "",
                        Importance.HIGH,
                        "The app's secrets, with commas between them, tried in this order. Needed by exchange-worker, and by"
                                + " callback-service if the provider's deauthorize and deletion calls are to be believed.")
                .define(
                        AppNames.REDIRECT_URI,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        WebUri.validator(),
                        Importance.HIGH,
                        "The redirect URI exactly as registered at the provider. Its path is where callback-service waits, so"
                                + " each app has its own.")
                .define(
                        AppNames.SCOPES,
                        ConfigDef.Type.LIST,
                        List.of(),
                        withoutSpaces("scopes without spaces"),
                        Importance.MEDIUM,
                        "What to ask the person for, with commas between. Empty: the least the provider demands "
                                + leastScopes(providers));
    }

    private static ConfigDef defineAddresses(ConfigDef definition) {
        return definition
                .define(
                        AppNames.AUTHORIZE_URL,
                        ConfigDef.Type.STRING,
                        null,
                        WebUri.validator(),
                        Importance.LOW,
                        "The provider's consent page. Unset: the provider's own.")
                .define(
                        AppNames.API_URL,
                        ConfigDef.Type.STRING,
                        null,
                        WebUri.validator(),
                        Importance.LOW,
                        "Where the provider's API begins. Unset: the provider's own. It may end in a version where the"
                                + " provider's addresses have one, as https://api.example.com/v25.0.")
                .define(
                        AppNames.TOKEN_URL,
                        ConfigDef.Type.STRING,
                        null,
                        WebUri.validator(),
                        Importance.LOW,
                        "Where codes are exchanged, without the path. Unset: the value of api.url, else the provider's own.");
    }

    private static void defineConfiguration(ConfigDef definition, ProviderCatalogue providers) {
        definition
                .define(
                        AppNames.CONFIG_ID,
                        ConfigDef.Type.STRING,
                        null,
                        Importance.MEDIUM,
                        "The id of a login configuration kept at the provider (" + configurable(providers)
                                + "). It is sent in place of scopes; those configured here are then only what missing ones"
                                + " are told by.")
                .define(
                        AppNames.SYSTEM_USER,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.LOW,
                        "Whether that configuration gives tokens of the business's system user.");
    }

    private static ConfigDef defineCalls(ConfigDef definition) {
        return definition
                .define(
                        AppNames.REFRESH_MINIMUM_AGE,
                        ConfigDef.Type.STRING,
                        "24h",
                        Durations.atLeast(Duration.ZERO),
                        Importance.LOW,
                        "How old a token must be before the provider extends it. Less than 24h is for a simulator.")
                .define(
                        AppNames.REQUESTS_PER_SECOND,
                        ConfigDef.Type.INT,
                        0,
                        ConfigDef.Range.between(0, 100_000),
                        Importance.MEDIUM,
                        "Most calls per second that one exchange-worker makes to the provider for this app; 0 for no bound. The"
                                + " app's whole allowance is divided by the number of workers.")
                .define(
                        AppNames.PLAIN_HTTP,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.LOW,
                        "Allows http to other machines than this one. Codes, tokens and secrets then travel in clear: for a"
                                + " simulator on a private network.");
    }

    /** All apps that the settings name; adds the problems of each. */
    static List<AppConfig> readAll(
            ProviderCatalogue providers, Map<String, Object> values, Written written, Problems problems) {
        List<AppConfig> apps = new ArrayList<>();
        for (String name : AppNames.in(values)) {
            Problems own = new Problems();
            Map<String, Object> section = section(providers, name, written).read(own);
            if (own.isEmpty()) {
                Settings settings = Settings.ofSection(section);
                providers
                        .find(settings.string(AppNames.PROVIDER))
                        .ifPresent(provider -> apps.add(read(name, provider, settings, own)));
            }
            problems.addAll(own);
        }
        Apps.checkPaths(apps, problems);
        return apps;
    }

    static SortedMap<String, String> describe(ProviderCatalogue providers, String app, Written written) {
        Section section = section(providers, app, written);
        return section.describe(section.read(new Problems()));
    }

    private static Section section(ProviderCatalogue providers, String app, Written written) {
        return new Section(definition(providers), AppNames.prefix(app), written);
    }

    /** Expects checked values; checks only rules that concern two of them. */
    private static AppConfig read(String name, ProviderDescription provider, Settings settings, Problems problems) {
        if (!settings.bool(AppNames.PLAIN_HTTP)) {
            ADDRESSES.forEach(setting -> settings.optionalUri(setting)
                    .filter(uri -> !WebUri.isProtected(uri))
                    .ifPresent(uri -> problems.add(
                            AppNames.prefix(name) + setting,
                            "use https (http is for this machine alone, unless " + AppNames.PLAIN_HTTP + " is true)")));
        }
        List<String> scopes = settings.list(AppNames.SCOPES);
        Optional<URI> api = settings.optionalUri(AppNames.API_URL).map(AppSettings::withoutSlash);
        return new AppConfig(
                name,
                provider,
                settings.string(AppNames.CLIENT_ID),
                settings.secrets(AppNames.CLIENT_SECRETS),
                settings.uri(AppNames.REDIRECT_URI),
                scopes.isEmpty() ? List.of(provider.leastScope()) : scopes,
                settings.optionalUri(AppNames.AUTHORIZE_URL)
                        .orElse(provider.addresses().authorize()),
                api.orElse(provider.addresses().api()),
                settings.optionalUri(AppNames.TOKEN_URL)
                        .map(AppSettings::withoutSlash)
                        .or(() -> api)
                        .orElse(provider.addresses().token()),
                settings.duration(AppNames.REFRESH_MINIMUM_AGE),
                bound(settings.integer(AppNames.REQUESTS_PER_SECOND)),
                settings.optionalString(AppNames.CONFIG_ID),
                settings.bool(AppNames.SYSTEM_USER));
    }

    private static OptionalInt bound(int perSecond) {
        return perSecond == 0 ? OptionalInt.empty() : OptionalInt.of(perSecond);
    }

    private static URI withoutSlash(URI base) {
        String text = base.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : base;
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

    private static ConfigDef.Validator withoutSpaces(String wanted) {
        return ConfigDef.LambdaValidator.with(
                (name, value) -> {
                    List<?> items = value instanceof List<?> list ? list : List.of(value);
                    if (!items.stream().allMatch(item -> AppNames.isWord(item.toString()))) {
                        throw new ConfigException(name + ": write " + wanted);
                    }
                },
                () -> wanted);
    }
}
