package io.tokenkeep.soak.incident;

import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.FaultRule;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.http.GraphEnvelope;
import io.tokenkeep.soak.people.Person;
import io.tokenkeep.soak.people.Population;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** People have to log in at the provider before their tokens work again, and do so. */
final class Checkpoints implements Source {

    private static final Duration SHORTEST = Duration.ofSeconds(8);
    private static final Duration LONGEST = Duration.ofSeconds(25);
    private static final int AT_ONCE = 2;
    private static final List<String> TEXTS = List.of(
            "You cannot access the app till you log in to www.facebook.com and follow the instructions given.",
            "Session key is malformed because of invalid user id.",
            "(#190) This method must be called with a Page Access Token");

    private final Simulator simulator;
    private final Population population;
    private final Rules rules;
    private final List<Person> checkpointed = new ArrayList<>();

    Checkpoints(Simulator simulator, Population population) {
        this.simulator = simulator;
        this.population = population;
        this.rules = new Rules(simulator);
    }

    @Override
    public Optional<Duration> begin(Random random) {
        for (int i = 0; i < AT_ONCE; i++) {
            population.choose(random, person -> true).ifPresent(person -> stop(person, random));
        }
        return checkpointed.isEmpty() && rules.isEmpty()
                ? Optional.empty()
                : Optional.of(Source.between(random, SHORTEST, LONGEST));
    }

    private void stop(Person person, Random random) {
        if (random.nextBoolean()) {
            simulator.settings().checkpoint(person.username());
            checkpointed.add(person);
        } else {
            String text = TEXTS.get(random.nextInt(TEXTS.size()));
            rules.inject(FaultRule.on(Endpoint.ANY, Fault.graphError(GraphEnvelope.of(400, 190, text)))
                    .forPerson(person.username()));
        }
    }

    @Override
    public void end() {
        checkpointed.forEach(person -> simulator.settings().passCheckpoint(person.username()));
        checkpointed.clear();
        rules.removeAll();
    }
}
