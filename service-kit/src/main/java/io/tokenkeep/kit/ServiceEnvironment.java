package io.tokenkeep.kit;

import io.tokenkeep.kit.metrics.Metrics;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What the process gives to the service.
 *
 * @param random makes nonces and cookies and must be cryptographically strong
 */
public record ServiceEnvironment(Vertx vertx, Metrics metrics, InstantSource clock, RandomGenerator random) {

    /** With the time of the system and a strong source of random numbers. */
    public static ServiceEnvironment of(Vertx vertx, Metrics metrics) {
        return new ServiceEnvironment(vertx, metrics, InstantSource.system(), new SecureRandom());
    }
}
