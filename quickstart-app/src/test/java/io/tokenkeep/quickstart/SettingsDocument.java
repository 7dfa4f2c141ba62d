package io.tokenkeep.quickstart;

import io.tokenkeep.callback.CallbackConfig;
import io.tokenkeep.console.ConsoleConfig;
import io.tokenkeep.exchange.ExchangeConfig;
import io.tokenkeep.kit.config.AppSettings;
import io.tokenkeep.kit.config.SettingsReference;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import io.tokenkeep.refresh.RefreshConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/** The page about all settings, made from their definitions. It lives here because this module alone sees every service. */
final class SettingsDocument {

    /** Tests run in their module's folder. */
    static final Path FILE = Path.of("..", "docs", "settings.md");

    private static final String HEAD = """
            # Settings

            Made from the definitions the services check at start; change those, then run

                mvn -pl quickstart-app -am test -Dtest=SettingsDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -Dsettings.write=true

            **Where they are written.** In a properties file (`--config file`) and in the environment, which wins. A variable
            is `TOKENKEEP_` and the setting's name in capitals, where `_` is a dot, `__` a hyphen and `___` an underscore:
            `TOKENKEEP_APPS_THREADS__MAIN_CLIENT_ID` is `apps.threads-main.client.id`. A name nobody reads is an error.

            **Secrets** need not stand there: `${file:/path:key}`, `${dir:/run/secrets:name}` and `${env:NAME}` point to them.

            **Kafka.** Whatever else Kafka's clients understand is written with `kafka.` before it
            (`kafka.security.protocol`), or with `kafka.producer.`, `kafka.consumer.`, `kafka.admin.` or `kafka.streams.` for
            one kind of client. The few that carry a guarantee (acks, idempotence, auto commit, offset reset, isolation and
            their like) are refused, with the reason.

            **Logging** is set by the environment alone: `TOKENKEEP_LOG_LEVEL` (INFO) and `TOKENKEEP_LOG_LEVEL_KAFKA` (WARN).
            Below INFO only Tokenkeep itself speaks, and Kafka's clients at DEBUG, whatever level libraries are set to.
            """;

    private static final String FOOT = """

            An app's settings stand below `apps.<name>.` for each name in `apps`, in callback-service and exchange-worker
            alike; the secrets in exchange-worker, and in callback-service where it is to take Meta's calls.
            """;

    private SettingsDocument() {}

    /** What each section is about, in the order of the page. */
    static Map<String, ConfigDef> definitions() {
        Map<String, ConfigDef> definitions = new LinkedHashMap<>();
        definitions.put("callback-service", CallbackConfig.definition());
        definitions.put("exchange-worker", ExchangeConfig.definition());
        definitions.put("refresh-worker", RefreshConfig.definition());
        definitions.put("console-service", ConsoleConfig.definition());
        definitions.put("Each app", AppSettings.definition(MetaDescriptions.CATALOGUE));
        return definitions;
    }

    static String text() {
        StringBuilder page = new StringBuilder(HEAD);
        definitions().forEach((title, definition) -> page.append('\n')
                .append(SettingsReference.markdown(title, definition)));
        return page.append(FOOT).toString();
    }
}
