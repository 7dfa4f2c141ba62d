package io.tokenkeep.soak.incident;

import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.FaultRule;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.soak.people.Person;
import io.tokenkeep.soak.people.Population;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** For a while, answers every call about certain connected people without an end. */
final class EndlessBodies implements Source {

    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int AT_ONCE = 6;
    private static final int FLOODS = 1;

    private final Population population;
    private final Rules rules;

    EndlessBodies(Simulator simulator, Population population) {
        this.population = population;
        this.rules = new Rules(simulator);
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
                Fault fault = i < FLOODS ? Fault.floodingBody() : Fault.endlessBody(PAUSE);
                rules.inject(FaultRule.on(Endpoint.ANY, fault).forPerson(person.username()));
            }
        }
        return Optional.of(Source.between(random, SHORTEST, LONGEST));
    }

    @Override
    public void end() {
        rules.removeAll();
    }
}
