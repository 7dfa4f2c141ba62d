package io.tokenkeep.soak;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.soak.people.Person;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The accounts that must live and those that must be dead, by people's actions. Only connected people have accounts.
 */
final class Expectations {

    private final Simulator simulator;
    private final Outside outside;
    private final Set<String> living = new HashSet<>();
    private final Set<String> all = new HashSet<>();
    private final Set<String> withAnEnding = new HashSet<>();

    private Expectations(Simulator simulator, Outside outside) {
        this.simulator = simulator;
        this.outside = outside;
    }

    static Expectations of(Collection<Person> people, Simulator simulator, Outside outside) {
        Expectations expectations = new Expectations(simulator, outside);
        people.stream().filter(expectations::isConnected).forEach(expectations::add);
        return expectations;
    }

    /** Every account that a consent connected. */
    Set<String> all() {
        return all;
    }

    boolean lives(String account) {
        return living.contains(account);
    }

    int livingCount() {
        return living.size();
    }

    /** Whether a person who gives the account ends, even if another person still gives it. */
    boolean hasAnEnding(String account) {
        return withAnEnding.contains(account);
    }

    private boolean isConnected(Person person) {
        return person.authorizationId()
                .flatMap(outside::settled)
                .map(AuthorizationOutcome::getState)
                .filter(state -> state == AuthorizationState.CONNECTED)
                .isPresent();
    }

    private void add(Person person) {
        put(person.account(), !person.fate().ends());
        for (String page : person.pages()) {
            boolean runs = simulator
                    .pages()
                    .find(page)
                    .filter(found -> found.isRunBy(person.username()))
                    .isPresent();
            put(person.app().app() + ":" + page, runs && !person.fate().ends());
        }
    }

    private void put(String account, boolean lives) {
        all.add(account);
        if (lives) {
            living.add(account);
        } else {
            withAnEnding.add(account);
        }
    }
}
