package io.tokenkeep.quickstart;

import io.tokenkeep.apikey.ApiKeyText;
import io.tokenkeep.callback.CallbackConfig;
import io.tokenkeep.console.ConsoleConfig;
import io.tokenkeep.console.caller.ConfiguredKeys;
import io.tokenkeep.exchange.ExchangeConfig;
import io.tokenkeep.kit.config.SettingsSource;
import io.tokenkeep.link.LinkKeys;
import io.tokenkeep.refresh.RefreshConfig;
import io.tokenkeep.seal.RecipientKeys;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings of each service, for one machine.
 *
 * @param common the settings that all services have
 */
record ServiceSettings(Options options, Meta meta, Home home, Map<String, String> common) {

    /** The settings about Kafka, for a cluster of one broker. */
    static Map<String, String> kafka(String bootstrapServers) {
        return Map.of(
                "bootstrap.servers", bootstrapServers,
                "topics.create", "true",
                "topics.partitions", "3",
                "topics.replication.factor", "1");
    }

    CallbackConfig callback() {
        Map<String, String> settings = withApps();
        settings.put("state.keys", home.keys("state"));
        settings.put("codes.keys", home.keys("codes"));
        putLinkCheck(settings);
        settings.put("public.port", Integer.toString(options.ports().web()));
        settings.put("public.url", web());
        settings.put("start.page.enabled", "true");
        settings.put("paste.enabled", "true");
        return CallbackConfig.from(SettingsSource.of(settings).settings(CallbackConfig.definition()));
    }

    ExchangeConfig exchange() {
        Map<String, String> settings = withApps();
        settings.put("codes.keys", home.keys("codes"));
        settings.put("tokens.keys", home.keys("tokens"));
        settings.put("imports.keys", home.importKeys());
        putLinkCheck(settings);
        settings.put("provider.timeout", "5s");
        settings.put("drain.timeout", "5s");
        return ExchangeConfig.of(SettingsSource.of(settings).settings(ExchangeConfig.definition()));
    }

    RefreshConfig refresh() {
        Map<String, String> settings = new LinkedHashMap<>(common);
        settings.put("state.directory", home.state().toString());
        settings.put("tick.interval", "100ms");
        Duration lifetime = options.lifetime();
        if (lifetime != null) {
            // Tokens without an end are verified about as often as tokens with this lifetime.
            String often = lifetime.dividedBy(3).toString();
            settings.put("verify.interval", often);
            settings.put("pages.list.interval", often);
            settings.put("deletion.grace", lifetime.toString());
            settings.put("verify.gap", lifetime.dividedBy(20).toString());
            settings.put("retry.minimum", lifetime.dividedBy(100).toString());
            settings.put("retry.maximum", lifetime.dividedBy(10).toString());
        }
        // Otherwise a start with a kept directory would wait until the session of the previous run times out.
        settings.put("leave.group.on.close", "true");
        return RefreshConfig.of(SettingsSource.of(settings).settings(RefreshConfig.definition()));
    }

    /** {@code key}: an admin key of the API. */
    ConsoleConfig console(ApiKeyText key) {
        String port = Integer.toString(options.ports().console());
        Map<String, String> settings = new LinkedHashMap<>(common);
        settings.put("console.port", port);
        settings.put("console.url", "http://localhost:" + port);
        settings.put("admin.keys", ConfiguredKeys.written(key));
        settings.put("links.keys", home.linkKeys());
        settings.put("links.url", web());
        settings.put("imports.key", RecipientKeys.publicPart(home.importKeys()));
        settings.put("links.apps", String.join(",", meta.apps().keySet()));
        return ConsoleConfig.from(SettingsSource.of(settings).settings(ConsoleConfig.definition()));
    }

    /** For each service that checks the connect links of console-service and so has the public keys alone. */
    private void putLinkCheck(Map<String, String> settings) {
        settings.put("links.keys", LinkKeys.publicPart(home.linkKeys()));
    }

    private Map<String, String> withApps() {
        Map<String, String> settings = new LinkedHashMap<>(common);
        settings.put("apps", String.join(",", meta.apps().keySet()));
        meta.apps()
                .forEach((app, its) -> its.forEach((name, value) -> settings.put("apps." + app + "." + name, value)));
        return settings;
    }

    private String web() {
        return "http://localhost:" + options.ports().web();
    }

    /** Omits the values, because they contain secrets. */
    @Override
    public String toString() {
        return "ServiceSettings[" + meta + "]";
    }
}
