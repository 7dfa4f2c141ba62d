package io.tokenkeep.benchmarks.exchange;

import io.tokenkeep.benchmarks.Child;
import io.tokenkeep.exchange.ExchangeMain;
import java.util.HashMap;
import java.util.Map;

/** exchange-worker as it runs in production, except that it ends with the process that started it. */
public final class WorkerProcess {

    private static final String APP = "bench";

    private WorkerProcess() {}

    /** The settings for one app with a provider at this port. */
    public static Map<String, String> settings(
            String bootstrapServers, String codesKeys, String tokensKeys, String providerPort, int concurrency) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "codes.keys",
                codesKeys,
                "tokens.keys",
                tokensKeys,
                "codes.concurrency",
                Integer.toString(concurrency),
                "management.port",
                "0",
                "topics.replication.factor",
                "1",
                "apps",
                APP));
        settings.putAll(Map.of(
                "apps." + APP + ".provider", "threads",
                "apps." + APP + ".client.id", "1234567890",
                "apps." + APP + ".client.secrets", "a-secret-of-a-usual-length-0123456",
                "apps." + APP + ".redirect.uri", "http://localhost:8080/callback/bench",
                "apps." + APP + ".api.url", "http://localhost:" + providerPort));
        return settings;
    }

    public static void main(String[] arguments) throws Exception {
        Thread worker = new Thread(() -> ExchangeMain.main(new String[] {"--config", arguments[0]}), "worker");
        worker.setDaemon(true);
        worker.start();
        Child.serve("");
        System.exit(0);
    }
}
