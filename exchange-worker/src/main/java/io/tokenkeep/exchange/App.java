package io.tokenkeep.exchange;

import io.tokenkeep.exchange.provider.Provider;
import io.tokenkeep.kit.config.AppConfig;

/** A configured app and the way to its provider. */
public record App(AppConfig config, Provider provider) {

    public String name() {
        return config.name();
    }

    @Override
    public String toString() {
        return "App[" + config.name() + "]";
    }
}
