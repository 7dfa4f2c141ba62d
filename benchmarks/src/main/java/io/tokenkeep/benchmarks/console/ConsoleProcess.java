package io.tokenkeep.benchmarks.console;

import io.tokenkeep.apikey.ApiKeyText;
import io.tokenkeep.benchmarks.Child;
import io.tokenkeep.console.ConsoleMain;
import io.tokenkeep.console.caller.ConfiguredKeys;
import io.tokenkeep.link.LinkKeys;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;

/** console-service as it runs in production, except that it ends with the process that started it. */
public final class ConsoleProcess {

    /** The one app that links may name. */
    static final String APP = "bench";

    private ConsoleProcess() {}

    static Map<String, String> settings(String bootstrapServers, int port, ApiKeyText key) {
        return new HashMap<>(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "console.port",
                Integer.toString(port),
                "management.port",
                "0",
                "admin.keys",
                ConfiguredKeys.written(key),
                "links.keys",
                LinkKeys.generate("bench", new SecureRandom()),
                "links.apps",
                APP,
                "topics.replication.factor",
                "1"));
    }

    public static void main(String[] arguments) throws Exception {
        Thread service =
                new Thread(() -> ConsoleMain.main(new String[] {"serve", "--config", arguments[0]}), "service");
        service.setDaemon(true);
        service.start();
        Child.serve("");
        System.exit(0);
    }
}
