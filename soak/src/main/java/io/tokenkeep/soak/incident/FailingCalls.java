package io.tokenkeep.soak.incident;

import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.FaultRule;
import io.tokenkeep.simulator.fault.RateLimit;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.soak.people.Person;
import io.tokenkeep.soak.people.Population;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Fails single calls: of a person's consent, and of connected people. */
final class FailingCalls implements Source {

    private static final int ONE_IN = 5;
    private static final int AT_ONCE = 4;
    private static final List<Endpoint> OF_CONSENT =
            List.of(Endpoint.CODE, Endpoint.UPGRADE, Endpoint.ME, Endpoint.DEBUG, Endpoint.ACCOUNTS);
    private static final List<Endpoint> LATER =
            List.of(Endpoint.REFRESH, Endpoint.ME, Endpoint.DEBUG, Endpoint.ACCOUNTS, Endpoint.PERMISSIONS);
    private static final List<Fault> FAULTS = List.of(
            Fault.hang(),
            Fault.hangAfter(),
            Fault.resetBefore(),
            Fault.resetAfter(),
            Fault.status(500),
            Fault.status(503),
            Fault.html(),
            Fault.emptyBody(),
            Fault.blankToken(),
            Fault.truncated(),
            Fault.transient400(),
            Fault.latency(Duration.ofSeconds(1)),
            Fault.latencyAfter(Duration.ofSeconds(1)),
            Fault.endlessBody(Duration.ofMillis(200)),
            Fault.floodingBody(),
            Fault.rateLimit(RateLimit.of(17)));

    private final Simulator simulator;
    private final Population population;
    private final Random ofConsents;

    FailingCalls(Simulator simulator, Population population, Random ofConsents) {
        this.simulator = simulator;
        this.population = population;
        this.ofConsents = ofConsents;
    }

    /** Prepares a fault for a fraction of the consents; called before each consent. */
    void prepare(Person person) {
        if (ofConsents.nextInt(ONE_IN) > 0) {
            return;
        }
        Endpoint endpoint = OF_CONSENT.get(ofConsents.nextInt(OF_CONSENT.size()));
        person.prepareFault(endpoint == Endpoint.CODE);
        inject(person, endpoint, ofConsents);
    }

    @Override
    public Optional<Duration> begin(Random random) {
        List<Person> people = population.all();
        if (people.isEmpty()) {
            return Optional.empty();
        }
        for (int i = 0; i < AT_ONCE; i++) {
            Person person = people.get(random.nextInt(people.size()));
            if (person.live().isPresent()) {
                inject(person, LATER.get(random.nextInt(LATER.size())), random);
            }
        }
        return Optional.of(Duration.ZERO);
    }

    private void inject(Person person, Endpoint endpoint, Random random) {
        Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
        simulator.inject(FaultRule.on(endpoint, fault).once().forPerson(person.username()));
    }
}
