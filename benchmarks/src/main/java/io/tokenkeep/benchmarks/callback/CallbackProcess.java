package io.tokenkeep.benchmarks.callback;

import io.tokenkeep.benchmarks.Child;
import io.tokenkeep.callback.CallbackMain;
import io.tokenkeep.seal.KeySet;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;

/** callback-service as it runs in production, except that it ends with the process that started it. */
public final class CallbackProcess {

    /** The path of the one app's redirect URI. */
    public static final String PATH = "/callback/bench";

    private static final String APP = "bench";

    private CallbackProcess() {}

    /** The settings to serve one app on this port. */
    public static Map<String, String> settings(String bootstrapServers, int port, String codesKeys) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "public.port",
                Integer.toString(port),
                "management.port",
                "0",
                "state.keys",
                KeySet.generate("state", new SecureRandom()),
                "codes.keys",
                codesKeys,
                "start.page.enabled",
                "true",
                "topics.replication.factor",
                "1",
                "apps",
                APP));
        // All codes come by one link here, more than the default bounds allow.
        settings.put("start.page.codes.per.hour", Integer.toString(Integer.MAX_VALUE));
        settings.put("start.page.refused.codes.per.hour", Integer.toString(Integer.MAX_VALUE));
        settings.putAll(Map.of(
                "public.url",
                "http://localhost:" + port,
                "apps." + APP + ".provider",
                "threads",
                "apps." + APP + ".client.id",
                "1234567890",
                "apps." + APP + ".redirect.uri",
                "http://localhost:" + port + PATH));
        return settings;
    }

    public static void main(String[] arguments) throws Exception {
        Thread service =
                new Thread(() -> CallbackMain.main(new String[] {"serve", "--config", arguments[0]}), "service");
        service.setDaemon(true);
        service.start();
        Child.serve("");
        System.exit(0);
    }
}
