package io.tokenkeep.exchange;

import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.provider.Provider;
import io.tokenkeep.kit.config.AppConfig;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A configured app and the way to its provider. */
public record App(AppConfig config, Provider provider) {

    public String name() {
        return config.name();
    }

    /** When a token's grant to read data ends: told by inspection, assumed where a provider's pages promise it, or unknown. */
    public @Nullable Instant dataAccessExpiresAt(LongLived issued, Instant issuedAt) {
        Instant told = issued.dataAccessExpiresAt();
        return told == null ? provider.grant().map(issuedAt::plus).orElse(null) : told;
    }

    @Override
    public String toString() {
        return "App[" + config.name() + "]";
    }
}
