package io.tokenkeep.callback;

import io.tokenkeep.kit.config.SettingsSource;
import io.tokenkeep.seal.KeySet;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;

/** A service with two apps, changeable setting by setting. */
public final class TestSettings {

    public static final String STATE_KEYS = KeySet.generate("state-1", new SecureRandom());
    public static final String CODES_KEYS = KeySet.generate("codes-1", new SecureRandom());

    private final Map<String, String> values = new HashMap<>();

    private TestSettings() {}

    public static TestSettings minimal() {
        TestSettings settings = new TestSettings();
        settings.with("bootstrap.servers", "127.0.0.1:1")
                .with("state.keys", STATE_KEYS)
                .with("codes.keys", CODES_KEYS)
                .with("apps", "threads-main,other")
                .app("threads-main", "1234567890", "http://localhost:8080/callback/threads")
                .with("apps.threads-main.scopes", "threads_basic,threads_content_publish")
                .app("other", "987", "http://localhost:8080/callback/other");
        return settings;
    }

    public static TestSettings of(String bootstrapServers) {
        return minimal()
                .with("bootstrap.servers", bootstrapServers)
                .with("public.port", "0")
                .with("topics.create", "true")
                .with("topics.partitions", "3")
                .with("topics.replication.factor", "1");
    }

    private TestSettings app(String name, String clientId, String redirectUri) {
        return with("apps." + name + ".provider", "threads")
                .with("apps." + name + ".client.id", clientId)
                .with("apps." + name + ".redirect.uri", redirectUri);
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
        return Map.copyOf(values);
    }

    public CallbackConfig config() {
        return CallbackConfig.from(SettingsSource.of(values).settings(CallbackConfig.definition()));
    }
}
