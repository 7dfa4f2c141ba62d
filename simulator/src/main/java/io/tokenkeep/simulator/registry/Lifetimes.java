package io.tokenkeep.simulator.registry;

import java.time.Duration;

/** Lifetimes of codes, tokens and grants; the defaults are those that Meta documents for Threads. */
public record Lifetimes(
        Duration code, Duration shortLived, Duration longLived, Duration minimumRefreshAge, Duration dataAccess) {

    public static final Lifetimes DOCUMENTED = new Lifetimes(
            Duration.ofHours(1), Duration.ofHours(1), Duration.ofDays(60), Duration.ofHours(24), Duration.ofDays(90));

    public Lifetimes {
        requireSeconds("code", code);
        requireSeconds("short-lived", shortLived);
        requireSeconds("long-lived", longLived);
        requireSeconds("data access", dataAccess);
        if (minimumRefreshAge.isNegative() || minimumRefreshAge.compareTo(longLived) >= 0) {
            throw new IllegalArgumentException("the minimum refresh age must lie between 0 and the long lifetime");
        }
    }

    /** Another lifetime of long-lived tokens, with the minimum refresh age in the documented proportion. */
    public Lifetimes withLongLived(Duration lifetime) {
        long age = Math.round(lifetime.toMillis()
                * ((double) DOCUMENTED.minimumRefreshAge.toMillis() / DOCUMENTED.longLived.toMillis()));
        return new Lifetimes(code, shortLived, lifetime, Duration.ofMillis(age), dataAccess);
    }

    public Lifetimes withShortLived(Duration lifetime) {
        return new Lifetimes(code, lifetime, longLived, minimumRefreshAge, dataAccess);
    }

    public Lifetimes withMinimumRefreshAge(Duration age) {
        return new Lifetimes(code, shortLived, longLived, age, dataAccess);
    }

    public Lifetimes withCode(Duration lifetime) {
        return new Lifetimes(lifetime, shortLived, longLived, minimumRefreshAge, dataAccess);
    }

    public Lifetimes withDataAccess(Duration lifetime) {
        return new Lifetimes(code, shortLived, longLived, minimumRefreshAge, lifetime);
    }

    private static void requireSeconds(String what, Duration lifetime) {
        if (lifetime.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("the " + what + " lifetime must be at least one second");
        }
    }
}
