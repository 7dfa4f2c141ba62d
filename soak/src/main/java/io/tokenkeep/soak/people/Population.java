package io.tokenkeep.soak.people;

import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.simulator.registry.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * All people who consent and whom an incident may choose. One thread creates people; all other methods are
 * thread-safe.
 */
public final class Population {

    private static final long FIRST_PAGE = 20_300_000_000_000_001L;
    private static final String LONG_NAME = " \u2014 the Page of a shop with a long name".repeat(8);

    private final Simulator simulator;
    private final List<Person> all = new CopyOnWriteArrayList<>();
    private final Map<String, Person> byAccount = new ConcurrentHashMap<>();
    private long pagesMade;

    public Population(Simulator simulator) {
        this.simulator = simulator;
    }

    /** A new person with the simulator's defaults. */
    public Person next(SoakApp app) {
        return join(app, app.app() + "." + all.size());
    }

    /** A new person who also runs the Pages of an earlier person. */
    public Person sharing(Person other) {
        String username = other.app().app() + "." + all.size();
        simulator.pages().of(simulator.people().named(username));
        other.pages().forEach(page -> simulator.settings().giveRole(username, page, Page.EVERY_TASK));
        return join(other.app(), username);
    }

    /** A new person with this number of Pages, all with long names. */
    public Person withPages(SoakApp app, int count) {
        String username = app.app() + "." + all.size();
        simulator.people().named(username);
        for (int i = 0; i < count; i++) {
            simulator
                    .pages()
                    .put(Page.of(Long.toString(FIRST_PAGE + 2 * pagesMade++), i + LONG_NAME)
                            .withRole(username, Page.EVERY_TASK));
        }
        return join(app, username);
    }

    private Person join(SoakApp app, String username) {
        var known = simulator.people().named(username);
        Person person = new Person(app, known);
        if (app.hasPages()) {
            person.choose(simulator.pages().idsOf(known));
        }
        all.add(person);
        byAccount.put(person.account(), person);
        return person;
    }

    public List<Person> all() {
        return all;
    }

    /** A connected person whom no incident has chosen yet. The person counts as chosen from now on. */
    public Optional<Person> choose(Random random, Predicate<Person> which) {
        List<Person> candidates = new ArrayList<>(all);
        candidates.removeIf(person -> person.isTouched() || person.live().isEmpty() || !which.test(person));
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        Person chosen = candidates.get(random.nextInt(candidates.size()));
        chosen.touch();
        return Optional.of(chosen);
    }

    /** Called for each record that was read from {@code tokens}. */
    public void tokenRead(String account, Token token) {
        Person person = byAccount.get(account);
        if (person != null && token.getState() == TokenState.LIVE) {
            person.seenLive(Instant.now());
        }
    }
}
