package io.tokenkeep.soak.incident;

import io.tokenkeep.soak.people.Person;
import io.tokenkeep.soak.people.Population;
import io.tokenkeep.soak.process.Sender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Records that decode and make no sense, some about live accounts. */
final class SenselessRecords implements Source {

    private static final int AT_ONCE = 8;

    private final Population population;
    private final Sender sender;

    SenselessRecords(Population population, Sender sender) {
        this.population = population;
        this.sender = sender;
    }

    @Override
    public Optional<Duration> begin(Random random) {
        for (int i = 0; i < AT_ONCE; i++) {
            var records = Senseless.records(account(random), time(random), random.nextBoolean() ? -1 : Long.MAX_VALUE);
            sender.send(Poison.marked(records.get(random.nextInt(records.size()))));
        }
        return Optional.of(Duration.ZERO);
    }

    private String account(Random random) {
        List<Person> people = population.all();
        List<String> strange = List.of("", ":", "threads-main:", "nobody:1", "no-colon");
        return people.isEmpty() || random.nextInt(3) == 0
                ? strange.get(random.nextInt(strange.size()))
                : people.get(random.nextInt(people.size())).account();
    }

    private static Instant time(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Instant.ofEpochMilli(Long.MAX_VALUE);
            case 1 -> Instant.ofEpochMilli(Long.MIN_VALUE);
            default -> Instant.now().plus(Duration.ofHours(20));
        };
    }
}
