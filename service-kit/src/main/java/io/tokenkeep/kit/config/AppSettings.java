package io.tokenkeep.kit.config;

import io.tokenkeep.kit.provider.ProviderCatalogue;
import io.tokenkeep.kit.provider.ProviderDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The settings of all apps: put together from the parts of an {@link AppConfig}, and read into one for each app. */
public final class AppSettings {

    private static final String PROVIDER = "provider";
    private static final String PLAIN_HTTP = "plain.http";

    private static final List<String> ADDRESSES = List.of(
            ConsentConfig.REDIRECT_URI, AppEndpoints.AUTHORIZE_URL, AppEndpoints.API_URL, AppEndpoints.TOKEN_URL);

    private AppSettings() {}

    /** The settings of one app at one of these providers, without {@code apps.<name>.} before them. */
    public static ConfigDef definition(ProviderCatalogue providers) {
        ConfigDef definition = new ConfigDef()
                .define(
                        PROVIDER,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigDef.ValidString.in(providers.ids().toArray(String[]::new)),
                        Importance.HIGH,
                        "Where the app is registered.");
        ClientCredentials.define(definition);
        ConsentConfig.define(definition, providers);
        AppEndpoints.define(definition);
        CallLimits.define(definition);
        BrandConfig.define(definition);
        return definition.define(
                PLAIN_HTTP,
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
                TypedValues settings = new TypedValues(section);
                ProviderDescription provider =
                        providers.find(settings.string(PROVIDER)).orElseThrow();
                check(settings, provider, AppNames.prefix(name), own);
                apps.add(AppConfig.from(settings, name, provider));
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

    /** Adds the problems that concern two values, each of which fits its own definition. */
    private static void check(TypedValues settings, ProviderDescription provider, String prefix, Problems problems) {
        if (!settings.bool(PLAIN_HTTP)) {
            ADDRESSES.forEach(setting -> settings.optionalUri(setting)
                    .filter(uri -> !WebUri.isProtected(uri))
                    .ifPresent(uri -> problems.add(
                            prefix + setting,
                            "use https (http is for this machine alone, unless " + PLAIN_HTTP + " is true)")));
        }
        ConsentConfig.check(settings, provider, (setting, whatToDo) -> problems.add(prefix + setting, whatToDo));
    }
}
