package io.tokenkeep.quickstart;

import io.tokenkeep.kit.UsageException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The provider that the services call: the simulator in this JVM, or the real Threads with an app of the user.
 *
 * @param apps the settings of each app by its name, without {@code apps.<name>.} before them
 */
record Meta(boolean real, Map<String, Map<String, String>> apps) {

    private static final String ID = "THREADS_CLIENT_ID";
    private static final String SECRET = "THREADS_CLIENT_SECRET";
    private static final String REDIRECT = "THREADS_REDIRECT_URI";
    private static final List<String> NEEDED = List.of(ID, SECRET, REDIRECT);

    /** The variables that choose the real Threads. */
    static final String IN_THE_ENVIRONMENT = String.join(", ", NEEDED);

    /** The real Threads, if the environment names an app. Incomplete variables are a {@link UsageException}. */
    static Optional<Meta> fromEnvironment(Map<String, String> environment) {
        List<String> missing = NEEDED.stream()
                .filter(name -> environment.getOrDefault(name, "").isBlank())
                .toList();
        if (missing.size() == NEEDED.size()) {
            return Optional.empty();
        }
        if (!missing.isEmpty()) {
            throw new UsageException("for the real Threads set " + String.join(" and ", missing)
                    + " in the environment too, or none of " + IN_THE_ENVIRONMENT);
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("provider", "threads");
        settings.put("client.id", environment.getOrDefault(ID, ""));
        settings.put("client.secrets", environment.getOrDefault(SECRET, ""));
        settings.put("redirect.uri", environment.getOrDefault(REDIRECT, ""));
        put(settings, "scopes", environment, "THREADS_SCOPES");
        put(settings, "authorize.url", environment, "THREADS_AUTHORIZE_URL");
        put(settings, "api.url", environment, "THREADS_GRAPH_URL");
        return Optional.of(new Meta(true, Map.of(SimulatedApp.THREADS, settings)));
    }

    /** The simulator: its apps, their addresses, and the minimum age of a token before a refresh. */
    static Meta simulated(URI simulator, URI web, String secret, Duration minimumAge) {
        Map<String, Map<String, String>> apps = new LinkedHashMap<>();
        SimulatedApp.ALL.forEach(app -> apps.put(app.name(), app.settings(simulator, web, secret, minimumAge)));
        return new Meta(false, apps);
    }

    private static void put(
            Map<String, String> settings, String name, Map<String, String> environment, String variable) {
        String value = environment.getOrDefault(variable, "");
        if (!value.isBlank()) {
            settings.put(name, value);
        }
    }

    /** Omits the settings, because they contain a secret. */
    @Override
    public String toString() {
        return real ? "Meta[real]" : "Meta[simulated]";
    }
}
