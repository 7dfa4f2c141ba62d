package io.tokenkeep.quickstart;

import io.tokenkeep.kit.UsageException;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The provider that the services call: the simulator in this JVM, or the real products of Meta for which
 * the user has an app.
 *
 * @param apps the settings of each app by its name, without {@code apps.<name>.} before them
 */
record Meta(boolean real, Map<String, Map<String, String>> apps) {

    /** The variables that choose the real Threads. Those of the other products begin with their name. */
    static final String IN_THE_ENVIRONMENT = String.join(", ", new RealProduct(MetaDescriptions.THREADS).needed());

    /** The real products for which the environment has an app. Incomplete variables are a {@link UsageException}. */
    static Optional<Meta> fromEnvironment(Map<String, String> environment) {
        Map<String, Map<String, String>> apps = new LinkedHashMap<>();
        for (SimulatedApp app : SimulatedApp.ALL) {
            new RealProduct(app.provider()).settings(environment).ifPresent(settings -> apps.put(app.name(), settings));
        }
        return apps.isEmpty() ? Optional.empty() : Optional.of(new Meta(true, apps));
    }

    /** The simulator: its apps, their addresses, and the minimum age of a token before a refresh. */
    static Meta simulated(URI simulator, URI web, String secret, Duration minimumAge) {
        Map<String, Map<String, String>> apps = new LinkedHashMap<>();
        SimulatedApp.ALL.forEach(app -> apps.put(app.name(), app.settings(simulator, web, secret, minimumAge)));
        return new Meta(false, apps);
    }

    /** Omits the settings, because they contain a secret. */
    @Override
    public String toString() {
        return real ? "Meta[real]" : "Meta[simulated]";
    }
}
