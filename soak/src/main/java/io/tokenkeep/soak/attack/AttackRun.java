package io.tokenkeep.soak.attack;

import io.tokenkeep.callback.link.ConnectLinks;
import io.tokenkeep.sandbox.kafka.LocalPorts;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.simulator.SimulatorConfig;
import io.tokenkeep.soak.people.SoakApp;
import io.tokenkeep.soak.process.Patience;
import io.tokenkeep.soak.process.Stage;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs all services with their defaults, people who consent at a steady rate, and for a while every attack at once.
 * People must not notice the attack, the services must keep running, and afterwards their memory must be free of it.
 */
public final class AttackRun {

    private static final SoakApp APP = SoakApp.THREADS;
    private static final Duration CONNECT_LIMIT = Duration.ofMinutes(2);
    private static final int ADDRESSES = 250;

    /** Fills a bound of ten thousand in 30 s. */
    private static final double SLOW_A_SECOND = 300;

    private static final int MOST_AT_ONCE = 500;
    private static final double P99 = 0.99;

    /** Bytes kept for a consent while its page is promised: outcome, counted link, published code. All are bounded. */
    private static final long LEFT_PER_PERSON = 2048;

    private final AttackPlan plan;
    private final Path directory;
    private final PrintStream out;
    private final String stateKeys = KeySet.generate("state-1", new SecureRandom());

    public AttackRun(AttackPlan plan, Path directory, PrintStream out) {
        this.plan = plan;
        this.directory = directory;
        this.out = out;
    }

    /** One kind of attack, and its rate. */
    private record Underway(Attack attack, Repeated repeated) {}

    /** Measurements of the services at one moment. */
    private record Measured(Map<String, Long> heaps, long logBytes) {}

    /** Runs to its end and leaves no process behind. */
    public AttackResult run() throws Exception {
        URI web = URI.create("http://127.0.0.1:" + LocalPorts.free(new SecureRandom()));
        Target target = new Target(
                APP, web, new ConnectLinks(KeySet.parse(stateKeys), web, InstantSource.system(), new SecureRandom()));
        SimulatorConfig simulator = SimulatorConfig.defaults().withApp(APP.registered(web));
        Vertx vertx = Vertx.vertx();
        try (Stage stage = Stage.start(directory, simulator)) {
            AttackServices services = new AttackServices(stage, APP, web, stateKeys);
            if (!services.areWell()) {
                throw new IllegalStateException("the services are not healthy:\n" + stage.summary());
            }
            try (ConnectedReader reader = new ConnectedReader(stage.bootstrapServers())) {
                AttackResult result = attack(vertx, target, services, reader);
                if (!result.violations().isEmpty()) {
                    out.println(stage.summary());
                }
                return result;
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private AttackResult attack(Vertx vertx, Target target, AttackServices services, ConnectedReader reader)
            throws Exception {
        Callers homes = new Callers(vertx, target, "127.0.10", ADDRESSES);
        Callers attackers = new Callers(vertx, target, "127.0.20", ADDRESSES);
        People people = new People(homes, target);
        Repeated coming = new Repeated(vertx, plan.people(), MOST_AT_ONCE, people::once);
        List<Underway> attacks = attacks(vertx, target, attackers);
        coming.begin();
        last(plan.calm(), services);
        Measured before = new Measured(services.heaps(), services.logBytes());
        int came = people.count();
        out.println("The attack begins.");
        attacks.forEach(each -> each.repeated().begin());
        last(plan.attack(), services);
        attacks.forEach(each -> each.repeated().stop());
        attackers.close();
        out.println("The attack is over.");
        last(plan.calm(), services);
        coming.stop();
        Patience.of(CONNECT_LIMIT).until(() -> waiting(people, reader).isEmpty());
        Measured after = new Measured(services.heaps(), services.logBytes());
        homes.close();

        List<String> violations = new ArrayList<>();
        services.ended().forEach(name -> violations.add(name + " has ended"));
        waiting(people, reader).forEach(id -> violations.add("not connected: " + id));
        if (coming.leftOut() > 0) {
            violations.add(coming.leftOut() + " people were left out, because too many still waited for a page");
        }
        if (people.withoutPage() > 0) {
            violations.add(people.withoutPage() + " people got no page");
        }
        List<String> figures = new ArrayList<>();
        figures.add(people.count() + " people: " + people.reported());
        attacks.forEach(
                each -> figures.add(each.attack().name() + ": " + each.attack().reported()));
        figures.add("heaps after a collection, before " + megabytes(before) + ", after " + megabytes(after));
        long logged = after.logBytes() - before.logBytes();
        figures.add(logged + " bytes of log for " + attackers.bytesSent() + " bytes of attackers");
        List<Double> pages = people.pageSeconds();
        return new AttackResult(
                violations,
                figures,
                pages.isEmpty() ? 0 : pages.get((int) ((pages.size() - 1) * P99)),
                longest(people, reader),
                (double) logged / Math.max(1, attackers.bytesSent()),
                growth(before, after, LEFT_PER_PERSON * (people.count() - came)));
    }

    private List<Underway> attacks(Vertx vertx, Target target, Callers attackers) {
        String signed =
                APP.signedRequest("{\"algorithm\":\"HMAC-SHA256\",\"user_id\":\"17841400000000000\",\"issued_at\":"
                        + Instant.now().getEpochSecond() + "}");
        return List.of(
                underway(vertx, new SlowConnections(vertx, attackers), SLOW_A_SECOND, plan.slowConnections()),
                underway(vertx, new BrokenBodies(attackers, target), plan.brokenBodies(), MOST_AT_ONCE),
                underway(vertx, new MadeUpCodes(attackers, target), plan.madeUpCodes(), MOST_AT_ONCE),
                underway(vertx, new Replays(attackers, target, signed), plan.replays(), MOST_AT_ONCE));
    }

    private static Underway underway(Vertx vertx, Attack attack, double perSecond, int most) {
        return new Underway(attack, new Repeated(vertx, perSecond, most, attack::once));
    }

    private static void last(Duration time, AttackServices services) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0 && services.ended().isEmpty()) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private static List<String> waiting(People people, ConnectedReader reader) {
        return people.begun().keySet().stream()
                .filter(id -> !reader.connected().containsKey(id))
                .toList();
    }

    private static double longest(People people, ConnectedReader reader) {
        double longest = 0;
        for (Map.Entry<String, Long> begun : people.begun().entrySet()) {
            Long connected = reader.connected().get(begun.getKey());
            if (connected != null) {
                longest = Math.max(longest, (connected - begun.getValue()) / 1e9);
            }
        }
        return longest;
    }

    private static double growth(Measured before, Measured after, long leftByPeople) {
        return after.heaps().entrySet().stream()
                .mapToDouble(heap -> (double) (heap.getValue() - leftByPeople)
                        / before.heaps().getOrDefault(heap.getKey(), heap.getValue()))
                .max()
                .orElse(0);
    }

    private static String megabytes(Measured measured) {
        List<String> each = new ArrayList<>();
        measured.heaps()
                .forEach((name, bytes) -> each.add(String.format(Locale.ROOT, "%s %.1f MB", name, bytes / 1e6)));
        return String.join(", ", each);
    }
}
