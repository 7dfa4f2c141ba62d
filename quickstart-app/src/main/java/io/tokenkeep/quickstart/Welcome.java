package io.tokenkeep.quickstart;

import io.tokenkeep.kit.config.Durations;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The text that is printed once everything runs. */
final class Welcome {

    private Welcome() {}

    /** @param tokensKeys the file of the key set with which a consumer opens tokens */
    static String text(Options options, Meta meta, Path tokensKeys, ConsoleAccess console) {
        Options.Ports ports = options.ports();
        StringBuilder text = new StringBuilder();
        line(text, "");
        line(text, "Tokenkeep is running, on this machine only.");
        line(text, "");
        line(text, "  connect an account   http://localhost:" + ports.web() + "/");
        if (meta.real()) {
            meta.apps()
                    .keySet()
                    .forEach(app -> line(
                            text,
                            "  paste an address     http://localhost:" + ports.web() + "/paste/" + app
                                    + "   (after consenting at the real " + displayName(meta, app) + ")"));
        } else {
            line(text, "  simulated Meta       http://localhost:" + ports.simulator() + "/");
        }
        line(text, "  health, metrics      http://localhost:" + ports.management() + "/health  and  /metrics");
        line(text, "  Kafka                localhost:" + ports.kafka() + ", the topic to read is tokens");
        line(text, "  keys that open them  " + tokensKeys + (options.data() == null ? ", until this ends" : ""));
        line(text, "  the console's API    " + console.url());
        // The only place of the key: it is on no topic and in no file, and the log does not get this text.
        line(text, "  API key of an admin  " + console.key().reveal() + ", until this ends");
        line(text, "");
        Duration lifetime = options.lifetime();
        if (!meta.real()) {
            line(
                    text,
                    lifetime == null
                            ? "Long-lived tokens live 60 days here, as at Meta; --lifetime 30s lets you watch refreshes."
                            : "Long-lived tokens live " + Durations.format(lifetime)
                                    + " here and are refreshed at half of that.");
        }
        line(text, "Ctrl-C stops it. What passes through the topics:");
        return text.toString();
    }

    private static String displayName(Meta meta, String app) {
        return MetaDescriptions.of(meta.apps().getOrDefault(app, Map.of()).getOrDefault("provider", ""))
                .displayName();
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append(System.lineSeparator());
    }
}
