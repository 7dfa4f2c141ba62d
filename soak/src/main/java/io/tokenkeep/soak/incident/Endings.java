package io.tokenkeep.soak.incident;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.simulator.callback.CallbackAnswer;
import io.tokenkeep.soak.people.Fate;
import io.tokenkeep.soak.people.Person;
import io.tokenkeep.soak.people.Population;
import io.tokenkeep.soak.process.Sender;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Ends people's accounts in each possible way, one after the other. */
final class Endings implements Source, AutoCloseable {

    private static final long REPEATED_AFTER_SECONDS = 2;
    private static final List<Fate> FATES =
            List.of(Fate.PASSWORD_CHANGED, Fate.APP_REMOVED, Fate.DISCONNECTED, Fate.DELETION_ASKED);

    private final Simulator simulator;
    private final Population population;
    private final Sender sender;
    private int next;
    private volatile boolean closed;

    Endings(Simulator simulator, Population population, Sender sender) {
        this.simulator = simulator;
        this.population = population;
        this.sender = sender;
    }

    @Override
    public Optional<Duration> begin(Random random) {
        boolean onePage = next++ % (FATES.size() + 1) == FATES.size();
        Optional<Person> chosen =
                population.choose(random, person -> !onePage || !person.pages().isEmpty());
        chosen.ifPresent(person -> {
            if (onePage) {
                loseRole(person, random);
            } else {
                end(person, FATES.get(next % FATES.size()));
            }
        });
        return chosen.map(person -> Duration.ZERO);
    }

    /** Ends all accounts of a person. */
    void end(Person person, Fate fate) {
        person.meet(fate);
        switch (fate) {
            case PASSWORD_CHANGED -> simulator.settings().changePassword(person.username());
            case APP_REMOVED -> simulator.settings().removeApp(person.app().clientId(), person.username());
            case DISCONNECTED -> disconnect(person);
            case DELETION_ASKED -> askForDeletion(person);
            case LIVES -> throw new IllegalArgumentException("nobody's end");
        }
    }

    private void loseRole(Person person, Random random) {
        List<String> pages = person.pages().stream().sorted().toList();
        simulator.settings().loseRole(person.username(), pages.get(random.nextInt(pages.size())));
    }

    private void disconnect(Person person) {
        sender.send(Topics.ACCOUNT_COMMANDS.record(
                person.account(),
                AccountCommand.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setAccount(person.account())
                        .setKind(AccountCommandKind.DISCONNECT)
                        .setRequestedAt(Instant.now())
                        .build()));
    }

    /** Repeats the provider's call until the app accepts it. */
    private void askForDeletion(Person person) {
        if (closed) {
            return;
        }
        simulator
                .settings()
                .askForDeletion(person.app().clientId(), person.username())
                .onSuccess(sent -> {
                    CallbackAnswer answer = sent.answer();
                    if (answer == null || !answer.isAccepted()) {
                        CompletableFuture.delayedExecutor(REPEATED_AFTER_SECONDS, TimeUnit.SECONDS)
                                .execute(() -> askForDeletion(person));
                    }
                });
    }

    @Override
    public void close() {
        closed = true;
    }
}
