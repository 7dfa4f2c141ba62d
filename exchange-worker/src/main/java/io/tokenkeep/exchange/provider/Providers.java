package io.tokenkeep.exchange.provider;

import io.tokenkeep.kit.config.AppConfig;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Creates the {@link Provider} of an app.
 *
 * @param nanoTime a monotonic clock, as {@link System#nanoTime()}
 */
public record Providers(HttpEdge http, InstantSource clock, LongSupplier nanoTime) {

    public Provider of(AppConfig app, Calls calls) {
        return switch (app.provider()) {
            case THREADS -> new ThreadsProvider(http, app, clock, nanoTime, calls);
            case FACEBOOK -> new FacebookProvider(http, app, clock, nanoTime, calls);
            case INSTAGRAM -> new InstagramProvider(http, app, nanoTime, calls);
        };
    }
}
