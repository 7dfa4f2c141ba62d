package io.tokenkeep.callback;

import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.kit.config.Apps;
import io.tokenkeep.kit.config.Settings;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/** The optional pages. */
public record WebPagesConfig(boolean paste, List<String> startApps) {

    public WebPagesConfig {
        startApps = List.copyOf(startApps);
    }

    /** Fails with {@link ConfigException} if the start page names an unknown app */
    static WebPagesConfig from(Settings settings) {
        List<String> startApps = settings.bool("start.page.enabled") ? startApps(settings) : List.of();
        return new WebPagesConfig(settings.bool("paste.enabled"), startApps);
    }

    private static List<String> startApps(Settings settings) {
        Apps apps = settings.apps();
        return settings.optionalString("start.page.app")
                .map(app -> {
                    if (apps.find(app).isEmpty()) {
                        throw new ConfigException("start.page.app: " + app + " is not one of the apps");
                    }
                    return List.of(app);
                })
                .orElseGet(() -> apps.all().stream().map(AppConfig::name).toList());
    }

    static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        "paste.enabled",
                        Type.BOOLEAN,
                        false,
                        Importance.LOW,
                        "A page at /paste/<app> that takes the address a browser could not open. For a first try on a"
                                + " laptop.")
                .define(
                        "start.page.enabled",
                        Type.BOOLEAN,
                        false,
                        Importance.LOW,
                        "A page at / from which anybody may connect an account, without a link.")
                .define(
                        "start.page.app",
                        Type.STRING,
                        null,
                        Importance.LOW,
                        "The app of the start page. Unset: all of them.");
    }
}
