package io.tokenkeep.simulator.registry;

import java.util.Base64;
import java.util.random.RandomGenerator;

/** Creates texts in Meta's formats: tokens, codes, trace ids. Safe for use by many threads. */
public final class OpaqueText {
    private final RandomGenerator random;

    public OpaqueText(RandomGenerator random) {
        this.random = random;
    }

    public String token(Provider provider) {
        return provider.tokenPrefix() + letters(120);
    }

    public String appToken(RegisteredApp app) {
        String prefix = app.provider() == Provider.THREADS ? "TH|" : "";
        return prefix + app.clientId() + "|" + letters(20);
    }

    public String code() {
        return "AQB" + letters(147);
    }

    public String traceId() {
        return "A" + letters(16);
    }

    /** An unused username, for a visitor who does not choose one. */
    public String username() {
        return "person-" + Integer.toString(number(36 * 36 * 36 * 36 * 36), 36);
    }

    private synchronized int number(int bound) {
        return random.nextInt(bound);
    }

    private String letters(int bytes) {
        byte[] drawn = new byte[bytes];
        synchronized (this) {
            random.nextBytes(drawn);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
    }
}
