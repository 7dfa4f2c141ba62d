package io.tokenkeep.simulator;

import io.tokenkeep.simulator.registry.Lifetimes;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.Switch;
import io.vertx.core.net.KeyCertOptions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How a simulator starts. {@code remembered} bounds the number of codes and of tokens in memory, {@code hangLimit}
 * the time that a hanging call is held, {@code callbackLimit} the time an app may take to answer a call. {@code tls}
 * makes the listener https.
 */
public record SimulatorConfig(
        String host,
        int port,
        @Nullable KeyCertOptions tls,
        List<RegisteredApp> apps,
        Lifetimes lifetimes,
        Set<Switch> switches,
        RandomGenerator random,
        int remembered,
        Duration hangLimit,
        Duration callbackLimit) {

    public SimulatorConfig {
        apps = List.copyOf(apps);
        switches = Set.copyOf(switches);
    }

    /** A free loopback port, the documented lifetimes, no app yet. */
    public static SimulatorConfig defaults() {
        return new SimulatorConfig(
                "127.0.0.1",
                0,
                null,
                List.of(),
                Lifetimes.DOCUMENTED,
                EnumSet.noneOf(Switch.class),
                new SecureRandom(),
                500_000,
                Duration.ofMinutes(10),
                Duration.ofSeconds(10));
    }

    public SimulatorConfig withHost(String value) {
        return new SimulatorConfig(
                value, port, tls, apps, lifetimes, switches, random, remembered, hangLimit, callbackLimit);
    }

    public SimulatorConfig withPort(int value) {
        return new SimulatorConfig(
                host, value, tls, apps, lifetimes, switches, random, remembered, hangLimit, callbackLimit);
    }

    public SimulatorConfig withTls(KeyCertOptions value) {
        return new SimulatorConfig(
                host, port, value, apps, lifetimes, switches, random, remembered, hangLimit, callbackLimit);
    }

    public SimulatorConfig withApp(RegisteredApp app) {
        var more = new ArrayList<>(apps);
        more.add(app);
        return new SimulatorConfig(
                host, port, tls, more, lifetimes, switches, random, remembered, hangLimit, callbackLimit);
    }

    public SimulatorConfig withLifetimes(Lifetimes value) {
        return new SimulatorConfig(
                host, port, tls, apps, value, switches, random, remembered, hangLimit, callbackLimit);
    }

    public SimulatorConfig withSwitches(Set<Switch> value) {
        return new SimulatorConfig(
                host, port, tls, apps, lifetimes, value, random, remembered, hangLimit, callbackLimit);
    }

    public SimulatorConfig withRandom(RandomGenerator value) {
        return new SimulatorConfig(
                host, port, tls, apps, lifetimes, switches, value, remembered, hangLimit, callbackLimit);
    }

    public SimulatorConfig withRemembered(int value) {
        return new SimulatorConfig(host, port, tls, apps, lifetimes, switches, random, value, hangLimit, callbackLimit);
    }

    public SimulatorConfig withCallbackLimit(Duration value) {
        return new SimulatorConfig(host, port, tls, apps, lifetimes, switches, random, remembered, hangLimit, value);
    }

    public SimulatorConfig withHangLimit(Duration value) {
        return new SimulatorConfig(
                host, port, tls, apps, lifetimes, switches, random, remembered, value, callbackLimit);
    }
}
