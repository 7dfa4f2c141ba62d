package io.tokenkeep.exchange;

import io.tokenkeep.kit.config.SettingsSource;
import io.tokenkeep.seal.KeySet;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Settings of a worker with two apps, changeable one by one. */
public final class TestSettings {

    public static final String MAIN = "threads-main";
    public static final String OTHER = "threads-other";
    public static final String MAIN_ID = "1234567890";
    public static final String OTHER_ID = "9876543210";
    public static final String MAIN_SECRET = "secret-of-main-0123456789";
    public static final String OTHER_SECRET = "secret-of-other-0123456789";
    public static final String CODES_KEYS = KeySet.generate("codes-1", new SecureRandom());
    public static final String TOKENS_KEYS = KeySet.generate("tokens-1", new SecureRandom());

    private final Map<String, String> values = new TreeMap<>();

    private TestSettings() {}

    /** Only what has no default. */
    public static TestSettings minimal() {
        return new TestSettings()
                .with("bootstrap.servers", "127.0.0.1:1")
                .with("codes.keys", CODES_KEYS)
                .with("tokens.keys", TOKENS_KEYS)
                .with("apps", MAIN + "," + OTHER)
                .app(MAIN, MAIN_ID, MAIN_SECRET)
                .app(OTHER, OTHER_ID, OTHER_SECRET);
    }

    /** For a worker that runs: against this broker and provider, and impatient. */
    public static TestSettings running(String bootstrapServers, int partitions, URI provider) {
        return minimal()
                .with("bootstrap.servers", bootstrapServers)
                .with("apps." + MAIN + ".api.url", provider.toString())
                .with("apps." + OTHER + ".api.url", provider.toString())
                .with("topics.create", "true")
                .with("topics.partitions", Integer.toString(partitions))
                .with("topics.replication.factor", "1")
                .with("provider.timeout", "4s")
                .with("delivery.timeout", "1s")
                .with("session.timeout", "3s")
                .with("drain.timeout", "3s")
                .with("retry.first", "20ms")
                .with("retry.longest", "200ms");
    }

    /** Where a provider sends people back to. */
    public static String redirectUri(String app) {
        return "http://localhost:8080/callback/" + app;
    }

    private TestSettings app(String name, String clientId, String secret) {
        return with("apps." + name + ".provider", "threads")
                .with("apps." + name + ".client.id", clientId)
                .with("apps." + name + ".client.secrets", secret)
                .with("apps." + name + ".redirect.uri", redirectUri(name));
    }

    public TestSettings with(String name, String value) {
        values.put(name, value);
        return this;
    }

    public TestSettings without(String name) {
        values.remove(name);
        return this;
    }

    public Map<String, String> values() {
        return Collections.unmodifiableMap(values);
    }

    public ExchangeConfig config() {
        return ExchangeConfig.of(SettingsSource.of(values).settings(ExchangeConfig.definition()));
    }
}
