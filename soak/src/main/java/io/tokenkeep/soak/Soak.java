package io.tokenkeep.soak;

import io.tokenkeep.sandbox.kafka.LocalPorts;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.simulator.SimulatorConfig;
import io.tokenkeep.simulator.registry.Lifetimes;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.soak.incident.Incident;
import io.tokenkeep.soak.incident.Incidents;
import io.tokenkeep.soak.people.Consents;
import io.tokenkeep.soak.people.Fate;
import io.tokenkeep.soak.people.Person;
import io.tokenkeep.soak.people.Population;
import io.tokenkeep.soak.people.SoakApp;
import io.tokenkeep.soak.process.Patience;
import io.tokenkeep.soak.process.Sender;
import io.tokenkeep.soak.process.Stage;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * People consent at a steady rate while incidents of every kind overlap. Then the incidents end. Within a limit, every
 * account must have the state that follows from its person's actions and from the simulator's own record.
 */
public final class Soak {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration SHORTEST_GAP = Duration.ofSeconds(5);
    private static final Duration STEP = Duration.ofMillis(50);
    private static final int ONE_IN_SHARES = 6;
    private static final double LEAVES_AFTER = 0.6;
    private static final List<SoakApp> ORDER = List.of(
            SoakApp.THREADS,
            SoakApp.FACEBOOK,
            SoakApp.ONE_LINK,
            SoakApp.INSTAGRAM,
            SoakApp.BLOCKED,
            SoakApp.FACEBOOK,
            SoakApp.THREADS,
            SoakApp.MANY_LINKS);

    private final SoakPlan plan;
    private final Path directory;
    private final PrintStream out;
    private final Random random;

    public Soak(SoakPlan plan, Path directory, PrintStream out) {
        this.plan = plan;
        this.directory = directory;
        this.out = out;
        this.random = new Random(plan.seed());
    }

    /** Runs to its end and leaves no process behind. */
    public SoakResult run() throws Exception {
        URI web = URI.create("http://localhost:" + LocalPorts.free(new SecureRandom()));
        try (Stage stage = Stage.start(directory, simulator(web));
                Sender sender = new Sender(stage.bootstrapServers())) {
            Services services = Services.start(stage, plan, web);
            if (!Patience.of(START_LIMIT)
                    .until(() -> services.anyEnded() || services.complaints().isEmpty())) {
                throw new IllegalStateException("the services are not healthy:\n" + stage.summary());
            }
            Population population = new Population(stage.simulator());
            try (Consents consents = new Consents(
                            stage.simulator(), sender, KeySet.parse(stage.codesKeys()), services.links(), web);
                    Outside outside = new Outside(stage.bootstrapServers(), population::tokenRead);
                    Incidents incidents = new Incidents(
                            plan.incidents(),
                            new Incidents.Schedule(plan.seed(), SHORTEST_GAP, plan.longestGap()),
                            stage,
                            population,
                            consents,
                            sender)) {
                Reading reading = new Reading(outside);
                letThingsGoWrong(population, consents, incidents, services);
                incidents.stop(stage.simulator());
                out.println("The incidents are over.");
                reading.stop();
                List<String> violations = new Calm(plan.calmLimit(), stage, services, population, outside, out).await();
                if (!violations.isEmpty()) {
                    out.println(stage.summary());
                }
                return result(violations, population, incidents, outside, stage);
            }
        }
    }

    private SimulatorConfig simulator(URI web) {
        SimulatorConfig config = SimulatorConfig.defaults()
                .withLifetimes(Lifetimes.DOCUMENTED
                        .withLongLived(plan.tokenLifetime())
                        .withMinimumRefreshAge(Duration.ofSeconds(3)))
                .withSwitches(Set.of(Switch.SECOND_USE_REVOKES, Switch.K25_NEW_TOKEN));
        for (SoakApp app : SoakApp.values()) {
            config = config.withApp(app.registered(web));
        }
        return config;
    }

    private void letThingsGoWrong(Population population, Consents consents, Incidents incidents, Services services) {
        Instant begin = Instant.now();
        Instant end = begin.plus(plan.duration());
        Instant nextConsent = begin;
        Instant leaves = begin.plusMillis((long) (plan.duration().toMillis() * LEAVES_AFTER));
        Person leaving = null;
        if (plan.incidents().contains(Incident.MANY_PAGES)) {
            consents.directly(untouchable(population.withPages(SoakApp.FACEBOOK, plan.remainingPages())));
            leaving = untouchable(population.withPages(SoakApp.FACEBOOK, plan.leavingPages()));
            consents.directly(leaving);
        }
        for (Instant now = begin; now.isBefore(end) && !services.anyEnded(); now = Instant.now()) {
            incidents.tick(now);
            if (!now.isBefore(nextConsent)) {
                consent(population, consents, incidents);
                nextConsent = nextConsent.plus(plan.betweenConsents());
            }
            if (leaving != null && now.isAfter(leaves) && leaving.live().isPresent()) {
                incidents.end(leaving, Fate.DISCONNECTED);
                leaving = null;
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    private static Person untouchable(Person person) {
        person.touch();
        return person;
    }

    private void consent(Population population, Consents consents, Incidents incidents) {
        int count = population.all().size();
        SoakApp app = ORDER.get(count % ORDER.size());
        List<Person> others = population.all().stream()
                .filter(other -> other.app() == app && app.hasPages() && !other.isTouched())
                .toList();
        Person person = !others.isEmpty() && random.nextInt(ONE_IN_SHARES) == 0
                ? population.sharing(others.get(others.size() - 1))
                : population.next(app);
        incidents.meet(person);
        if (random.nextBoolean()) {
            consents.throughCallbackService(person);
        } else {
            consents.directly(person);
        }
    }

    private SoakResult result(
            List<String> violations, Population population, Incidents incidents, Outside outside, Stage stage) {
        Expectations expectations = Expectations.of(population.all(), stage.simulator(), outside);
        var outages = incidents.outages().all();
        ConsentTimes healthy = ConsentTimes.of(
                population.all(), outages, person -> person.app().isHealthy() && !person.isFaulty());
        List<String> figures = new ArrayList<>();
        figures.add("seed " + plan.seed());
        figures.add(population.all().size() + " people, "
                + population.all().stream()
                        .filter(person -> person.fate().ends())
                        .count() + " of whom end; "
                + expectations.all().size() + " accounts, " + expectations.livingCount() + " of which live");
        figures.add("incidents " + incidents.counts());
        figures.add("outages " + outages.size() + ", most presentations of a foreign code "
                + incidents.mostPresentations());
        figures.add("healthy apps: " + healthy);
        for (SoakApp app : SoakApp.values()) {
            figures.add(app.app() + ": "
                    + ConsentTimes.of(population.all(), outages, person -> person.app() == app && !person.isFaulty()));
        }
        figures.add(
                "people with a fault of their own: " + ConsentTimes.of(population.all(), outages, Person::isFaulty));
        return new SoakResult(violations, figures, healthy);
    }
}
