package io.tokenkeep.kit.config;

import io.tokenkeep.kit.provider.ProviderCatalogue;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Reads and checks all settings of a service; all problems are reported at once, in one {@link ConfigException}. */
final class SettingsReader {

    private SettingsReader() {}

    /** Settings whose {@code ${env:…}} placeholders look into this process' environment. */
    static Settings read(ConfigDef definition, Map<String, String> written) {
        return read(definition, written, System.getenv());
    }

    static Settings read(ConfigDef definition, Map<String, String> raw, Map<String, String> environment) {
        Problems problems = new Problems();
        Written written = Written.resolve(raw, environment, problems);
        Section section = new Section(definition, "", written);
        Map<String, Object> values = section.read(problems);
        ProviderCatalogue providers = Apps.providers(definition);
        List<AppConfig> apps = AppSettings.readAll(providers, values, written, problems);
        Names.check(definition, values, written, problems);
        Map<String, String> kafka = written.below(KafkaGuard.PREFIX);
        KafkaGuard.check(kafka, problems);
        problems.throwIfAny();

        SortedMap<String, String> described = section.describe(values);
        apps.forEach(app -> described.putAll(AppSettings.describe(providers, app.name(), written)));
        described.putAll(KafkaSettings.describe(written));
        return new Settings(values, described, kafka, apps);
    }
}
