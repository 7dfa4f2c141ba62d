package io.tokenkeep.exchange.provider;

import io.tokenkeep.kit.config.AppConfig;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A configured app, and the calls to its provider. */
public record App(AppConfig config, Provider provider) {

    public String name() {
        return config.name();
    }

    /**
     * When the access to data behind a token ends: stated by inspection, otherwise assumed if the provider documents it,
     * otherwise null.
     */
    public @Nullable Instant dataAccessExpiresAt(LongLived issued, Instant issuedAt) {
        Instant stated = issued.dataAccessExpiresAt();
        return stated == null ? provider.grant().map(issuedAt::plus).orElse(null) : stated;
    }

    @Override
    public String toString() {
        return "App[" + config.name() + "]";
    }
}
