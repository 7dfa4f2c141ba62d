package io.tokenkeep.quickstart.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.Token;
import io.tokenkeep.exchange.consent.ConsentOutcomes;
import io.tokenkeep.kit.Closer;
import io.tokenkeep.kit.ServiceProcess;
import io.tokenkeep.sandbox.MutableClock;
import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.LoggerFactory;

/**
 * exchange-worker, refresh-worker and the provider on one clock that stands until a test lets time pass. Commands are
 * carried out, and their answers read, in the moment they are given, as long as the exchange-worker is there. One thread.
 */
final class Simulation implements AutoCloseable {

    static final Duration SECOND = Duration.ofSeconds(1);
    static final Duration MINUTE = Duration.ofMinutes(1);

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration STEP = Duration.ofSeconds(30);

    private final long began = System.nanoTime();
    private final String name;
    private final long seed;
    private final Closer closer = new Closer();
    private final MutableClock clock = MutableClock.at(START);
    private final Simulator provider;
    private final VirtualBroker broker = new VirtualBroker(clock);
    private final Exchange exchange;
    private final Refresh refresh;
    private final Consents consents;
    private final Holdings holdings = new Holdings();
    private final ProviderFaults providerFaults;
    private final Fairness fairness;
    private final SimulationCheck check;
    private final Map<EventKind, Integer> events = new EnumMap<>(EventKind.class);
    private final Map<RefreshResult, Integer> results = new EnumMap<>(RefreshResult.class);
    /** Commands that nobody has taken yet. */
    private final List<ProducerRecord<byte[], byte[]>> lying = new ArrayList<>();

    private final Logger connected = (Logger) LoggerFactory.getLogger(ConsentOutcomes.class);
    private final Level usual = connected.getEffectiveLevel();

    private boolean workerAway;
    private long commands;

    /** {@code -Dsimulation.seed=N} plays it once more; which of two calls at a time rests an app first is still the network's. */
    Simulation(String name, Path directory, int callsPerSecond) throws Exception {
        this.name = name;
        // A line for each account would bury the figures.
        connected.setLevel(Level.WARN);
        this.seed = Long.getLong("simulation.seed", new SecureRandom().nextLong());
        System.out.println("simulation " + name + " with seed " + seed);
        closer.addStep("log", STEP, () -> connected.setLevel(usual));
        Vertx vertx = Vertx.vertx();
        closer.addStep("vertx", STEP, () -> ServiceProcess.await(vertx.close()));
        this.provider = ServiceProcess.await(Simulator.start(vertx, Surroundings.provider(seed), clock));
        this.exchange = new Exchange(vertx, Surroundings.exchange(provider.baseUri()), clock, seed, closer);
        this.refresh = closer.add("refresh", STEP, new Refresh(Surroundings.refresh(directory, callsPerSecond), clock));
        this.consents = new Consents(provider, clock, seed);
        this.providerFaults = new ProviderFaults(provider, seed);
        this.fairness = new Fairness(callsPerSecond);
        this.check = new SimulationCheck(provider, holdings);
    }

    Instant now() {
        return clock.instant();
    }

    ProviderFaults providerFaults() {
        return providerFaults;
    }

    Fairness fairness() {
        return fairness;
    }

    Holdings holdings() {
        return holdings;
    }

    SimulationCheck check() {
        return check;
    }

    /** So many people consent now. */
    void connect(int people) {
        List<ProducerRecord<byte[], byte[]>> codes = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            String username = consents.next();
            providerFaults.coming(Endpoint.UPGRADE, username);
            codes.add(consents.code(username));
        }
        read(exchange.connect(broker.written(codes)));
    }

    /** So many people consent, evenly over this time. */
    void connectOver(Duration time, int people) {
        long steps = time.dividedBy(MINUTE);
        for (long step = 1; step <= steps; step++) {
            pass(MINUTE);
            int due = (int) (people * step / steps - people * (step - 1) / steps);
            if (due > 0) {
                connect(due);
            }
        }
    }

    /** Lets time pass in steps, with a tick and what follows from it at the end of each. */
    void pass(Duration time, Duration step) {
        Instant end = now().plus(time);
        while (now().isBefore(end)) {
            pass(step);
        }
    }

    /** One step, and how many commands came of it. */
    int pass(Duration step) {
        clock.advance(step);
        refresh.tick(step);
        look();
        List<ProducerRecord<byte[], byte[]>> given = refresh.commands();
        if (!given.isEmpty()) {
            commands += given.size();
            fairness.given(Refresh.decoded(given, Topics.REFRESH_COMMANDS), now());
            lying.addAll(given);
        }
        if (!workerAway && !lying.isEmpty()) {
            work();
        }
        return given.size();
    }

    /** From now on nobody carries out commands. */
    void workerGoes() {
        workerAway = true;
    }

    /** The worker is back and works off all that lies there, in its order. */
    void workerReturns() {
        workerAway = false;
        work();
    }

    /** The commands nobody has taken yet. */
    List<RefreshCommand> lying() {
        return Refresh.decoded(lying, Topics.REFRESH_COMMANDS);
    }

    int events(EventKind kind) {
        return events.getOrDefault(kind, 0);
    }

    int results(RefreshResult result) {
        return results.getOrDefault(result, 0);
    }

    /** Calls of the provider so far. */
    long calls() {
        return exchange.calls();
    }

    /** Calls so far that came to GIVEN, or to a kind of failure. */
    long calls(String result) {
        return exchange.calls(result);
    }

    int people() {
        return consents.people();
    }

    /** The figures in a line. */
    void tellFigures() {
        Duration miss = holdings.nearestMiss();
        System.out.printf(
                Locale.ROOT,
                "simulation %s: %d accounts, %.1f days, %d commands, %d provider calls, %d of them failed, events %s,"
                        + " nearest miss to expiry %.2f days, %.1f s, seed %d%n",
                name,
                people(),
                days(Duration.between(START, now())),
                commands,
                calls(),
                calls() - calls("GIVEN"),
                events,
                days(miss),
                (System.nanoTime() - began) / 1e9,
                seed);
    }

    private void work() {
        lying().stream()
                .filter(command -> command.getKind() == CommandKind.REFRESH && now().isBefore(command.getNotAfter()))
                .forEach(command -> providerFaults.coming(Endpoint.REFRESH, username(command.getToken())));
        List<ProducerRecord<byte[], byte[]>> taken = List.copyOf(lying);
        lying.clear();
        read(exchange.carryOut(broker.written(taken)));
    }

    /** In an order that does not depend on whose call was the fastest; what is about one account keeps its own. */
    private void read(List<ProducerRecord<byte[], byte[]>> published) {
        published.stream().sorted(Comparator.comparing(Simulation::key)).forEach(record -> {
            refresh.read(record);
            note(record);
        });
        look();
    }

    private void note(ProducerRecord<byte[], byte[]> record) {
        if (record.topic().equals(Topics.TOKENS.name())) {
            Token token = record.value() == null ? null : Refresh.decoded(record, Topics.TOKENS);
            holdings.read(key(record), token, now());
            if (token != null && token.getCommandId() != null) {
                fairness.answered(key(record), token.getCommandId());
            }
        } else if (record.topic().equals(Topics.REFRESH_OUTCOMES.name())) {
            RefreshOutcome outcome = Refresh.decoded(record, Topics.REFRESH_OUTCOMES);
            fairness.answered(key(record), outcome.getCommandId());
            results.merge(outcome.getResult(), 1, Integer::sum);
        }
    }

    private void look() {
        refresh.statuses().forEach(fairness::reported);
        refresh.events().forEach(event -> events.merge(event.getKind(), 1, Integer::sum));
        assertThat(refresh.deadLetters()).as("dead letters").isZero();
    }

    private String username(Token token) {
        return provider.people()
                .withId(Long.parseLong(token.getAccountId()))
                .orElseThrow()
                .username();
    }

    private static String key(ProducerRecord<byte[], byte[]> record) {
        return new String(record.key(), UTF_8);
    }

    private static double days(Duration time) {
        return time.toMinutes() / (24 * 60.0);
    }

    @Override
    public void close() {
        closer.close();
    }
}
