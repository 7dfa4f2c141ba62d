package io.tokenkeep.quickstart.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.quickstart.chaos.People.Person;
import io.tokenkeep.soak.Outside;
import io.tokenkeep.soak.process.Killable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two exchange-workers and two refresh-workers, killed by SIGKILL and started again while people consent and tokens are
 * refreshed, one refresh-worker with its disk wiped, the broker away for half a minute, and a provider that fails in
 * every way it can. Afterwards everything must be as if nothing had been, but for what nobody could have saved.
 */
class ChaosIT {

    private static final Logger LOG = LoggerFactory.getLogger(ChaosIT.class);
    private static final int KILLS_BEFORE_AND_AFTER_THE_OUTAGE = 5;
    private static final int PEOPLE_BETWEEN_KILLS = 20;
    private static final int MOST_REPORTED = 12;
    private static final Duration BETWEEN_PEOPLE = Duration.ofMillis(150);
    private static final Duration OUTAGE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private final List<ChaosCheck.Kill> exchangeKills = new ArrayList<>();
    private int refreshKills;
    private int wipes;

    @Test
    void everythingIsAsIfNothingHadBeen() throws Exception {
        long seed = new SecureRandom().nextLong();
        LOG.info("seed {}", seed);
        Random random = new Random(seed);
        try (Workers workers = new Workers(directory);
                People people = workers.people();
                Outside outside = new Outside(workers.bootstrapServers())) {
            Incidents incidents = new Incidents(workers.simulator(), random);
            List<Killable> exchange = List.of(workers.exchange("exchange-1"), workers.exchange("exchange-2"));
            List<Killable> refresh = List.of(workers.refresh("refresh-1"), workers.refresh("refresh-2"));
            Crowd crowd = new Crowd(people, incidents);
            crowd.come(PEOPLE_BETWEEN_KILLS);

            kills(workers, exchange, refresh, crowd, random);
            outage(workers, crowd);
            kills(workers, exchange, refresh, crowd, random);

            workers.simulator().faults().clear();
            Instant calm = Instant.now();
            workers.orTell(() -> await("every consent is settled")
                    .atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(unsettled(outside, people)).isEmpty()));
            workers.orTell(() -> await("every account is refreshed once more")
                    .atMost(Workers.LIFETIME.plusMinutes(1))
                    .untilAsserted(() ->
                            assertThat(notRefreshedSince(outside, people, calm)).isEmpty()));
            for (Killable each : refresh) {
                each.stop();
            }
            // What the refresh-workers had commanded is answered before the exchange-workers end.
            for (Killable each : exchange) {
                each.stop();
            }
            await("everything is read")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> outside.readToTheEnd() && everybodyHasStatus(outside, people));

            ChaosCheck check = new ChaosCheck(outside, workers.simulator(), workers.opener(), exchangeKills, incidents)
                    .check(people.all());
            LOG.info(
                    "seed {}: {} people, {} connected, {} must reconnect; {} kills of exchange-workers, {} of"
                            + " refresh-workers, {} of them with an empty disk; broker away for {}; {} faults prepared;"
                            + " {} events",
                    seed,
                    people.all().size(),
                    check.connected(),
                    check.reconnects(),
                    exchangeKills.size(),
                    refreshKills,
                    wipes,
                    OUTAGE,
                    incidents.count(),
                    outside.events().size());
            assertThat(check.violations()).as("seed %d", seed).isEmpty();
            assertThat(check.connected() + check.reconnects())
                    .isEqualTo(people.all().size());
            assertThat(exchangeKills).hasSizeGreaterThan(2);
            assertThat(refreshKills).isGreaterThan(1);
            assertThat(wipes).isPositive();
        }
    }

    private void kills(Workers workers, List<Killable> exchange, List<Killable> refresh, Crowd crowd, Random random)
            throws Exception {
        for (int i = 0; i < KILLS_BEFORE_AND_AFTER_THE_OUTAGE; i++) {
            crowd.come(random.nextInt(PEOPLE_BETWEEN_KILLS));
            // Two of three times the one with the codes in flight; the other as often as the state needs to come back.
            boolean ofExchange = i % 3 != 2;
            Killable victim = (ofExchange ? exchange : refresh).get(random.nextInt(2));
            Instant at = victim.kill();
            if (!ofExchange) {
                refreshKills++;
                wipe(workers.stateOf(victim.name()));
            }
            crowd.come(random.nextInt(PEOPLE_BETWEEN_KILLS));
            if (ofExchange) {
                exchangeKills.add(new ChaosCheck.Kill(at, Instant.now()));
            }
            victim.restart();
            crowd.come(PEOPLE_BETWEEN_KILLS);
        }
        Stream.concat(exchange.stream(), refresh.stream())
                .forEach(each -> assertThat(each.isAlive()).as(each.name()).isTrue());
    }

    private void wipe(Path state) throws IOException {
        wipes++;
        try (Stream<Path> all = Files.walk(state)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    /** Killed, too: a broker that is asked to stop hands over first, and there is none to hand over to. */
    private static void outage(Workers workers, Crowd crowd) throws Exception {
        workers.broker().kill();
        Instant end = Instant.now().plus(OUTAGE);
        while (Instant.now().isBefore(end)) {
            crowd.comeInVain();
            LockSupport.parkNanos(BETWEEN_PEOPLE.multipliedBy(5).toNanos());
        }
        workers.broker().restart();
    }

    private static List<String> unsettled(Outside outside, People people) {
        people.send();
        outside.read();
        return people.all().stream()
                .filter(person -> outside.settled(person.authorizationId()).isEmpty())
                .map(Person::name)
                .toList();
    }

    private static List<String> notRefreshedSince(Outside outside, People people, Instant calm) {
        outside.read();
        return connected(outside, people)
                .filter(person -> outside.current(person.account())
                        .map(Token::getIssuedAt)
                        .filter(calm::isBefore)
                        .isEmpty())
                .map(person -> outside.reported(person.account()))
                .limit(MOST_REPORTED)
                .toList();
    }

    private static boolean everybodyHasStatus(Outside outside, People people) {
        return connected(outside, people)
                .allMatch(person -> outside.status(person.account()).isPresent());
    }

    private static Stream<Person> connected(Outside outside, People people) {
        return people.all().stream().filter(person -> outside.settled(person.authorizationId()).stream()
                .anyMatch(outcome -> outcome.getState() == AuthorizationState.CONNECTED));
    }

    /** People who come one after the other, each with the incident prepared for them. */
    private record Crowd(People people, Incidents incidents) {

        /** While the broker is away people are told to try again, which they do when it is back. */
        void comeInVain() {
            incidents.meet(people.next());
            people.consent();
        }

        void come(int count) {
            for (int i = 0; i < count; i++) {
                incidents.meet(people.next());
                people.consent();
                people.send();
                LockSupport.parkNanos(BETWEEN_PEOPLE.toNanos());
            }
        }
    }
}
