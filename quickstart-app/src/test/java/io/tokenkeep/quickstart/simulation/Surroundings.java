package io.tokenkeep.quickstart.simulation;

import io.tokenkeep.exchange.ExchangeConfig;
import io.tokenkeep.kit.config.SettingsSource;
import io.tokenkeep.refresh.RefreshConfig;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.simulator.SimulatorConfig;
import io.tokenkeep.simulator.registry.RegisteredApp;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Random;

/** One app, its provider and its keys, and the settings of both workers: what nothing is said about is as by default. */
final class Surroundings {

    static final String APP = "threads-main";
    static final String CLIENT_ID = "990602627938098";
    static final String REDIRECT_URI = "https://tokenkeep.example/callback/threads-main";

    private static final String SECRET = "secret-of-the-simulated-app";
    /** Nobody asks there. */
    private static final String NO_BROKER = "127.0.0.1:1";

    private static final String CODES_KEYS = KeySet.generate("codes-1", new SecureRandom());
    private static final String TOKENS_KEYS = KeySet.generate("tokens-1", new SecureRandom());

    private Surroundings() {}

    static KeySet codesKeys() {
        return KeySet.parse(CODES_KEYS);
    }

    static KeySet tokensKeys() {
        return KeySet.parse(TOKENS_KEYS);
    }

    static SimulatorConfig provider(long seed) {
        return SimulatorConfig.defaults()
                .withRandom(new Random(seed))
                .withApp(RegisteredApp.of(CLIENT_ID, SECRET, REDIRECT_URI));
    }

    static ExchangeConfig exchange(URI provider) {
        String app = "apps." + APP + '.';
        return ExchangeConfig.of(SettingsSource.of(Map.of(
                        "bootstrap.servers",
                        NO_BROKER,
                        "codes.keys",
                        CODES_KEYS,
                        "tokens.keys",
                        TOKENS_KEYS,
                        "apps",
                        APP,
                        app + "provider",
                        "threads",
                        app + "client.id",
                        CLIENT_ID,
                        app + "client.secrets",
                        SECRET,
                        app + "redirect.uri",
                        REDIRECT_URI,
                        app + "api.url",
                        provider.toString()))
                .settings(ExchangeConfig.definition()));
    }

    static RefreshConfig refresh(Path state, int callsPerSecond) {
        return RefreshConfig.of(SettingsSource.of(Map.of(
                        "bootstrap.servers", NO_BROKER,
                        "state.directory", state.toString(),
                        "app.calls.per.second", Integer.toString(callsPerSecond)))
                .settings(RefreshConfig.definition()));
    }
}
