package io.tokenkeep.soak.incident;

import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.soak.people.Consents;
import io.tokenkeep.soak.people.Fate;
import io.tokenkeep.soak.people.Person;
import io.tokenkeep.soak.people.Population;
import io.tokenkeep.soak.process.Sender;
import io.tokenkeep.soak.process.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Runs the chosen kinds of incident at once until they are stopped. Used by one thread. */
public final class Incidents implements AutoCloseable {

    private final Set<Incident> wanted;
    private final Episodes episodes;
    private final Outages outages;
    private final FailingCalls failingCalls;
    private final Endings endings;
    private final ForeignCodes ofOneLink;
    private final ForeignCodes ofManyLinks;

    public Incidents(
            Set<Incident> wanted,
            Schedule schedule,
            Stage stage,
            Population population,
            Consents consents,
            Sender sender) {
        Simulator simulator = stage.simulator();
        this.wanted = wanted;
        this.episodes = new Episodes(schedule.seed(), schedule.shortestGap(), schedule.longestGap());
        this.outages = new Outages(stage);
        this.failingCalls = new FailingCalls(simulator, population, new Random(schedule.seed()));
        this.endings = new Endings(simulator, population, sender);
        this.ofOneLink = ForeignCodes.ofOneLink(simulator, consents);
        this.ofManyLinks = ForeignCodes.ofManyLinks(simulator, consents);
        if (wanted.contains(Incident.BROKER_OUTAGES)) {
            // Tokens that live for minutes cannot be kept alive if the broker is away more than half of the time.
            episodes.add(Incident.BROKER_OUTAGES, outages, schedule.longestGap().dividedBy(3));
        }
        add(Incident.FAILING_CALLS, failingCalls);
        add(Incident.ENDLESS_BODIES, new EndlessBodies(simulator, population));
        add(Incident.WRONG_LISTS, new WrongLists(simulator));
        add(Incident.BLOCKED_APP, new BlockedApp(simulator));
        add(Incident.FOREIGN_CODES_OF_ONE_LINK, ofOneLink);
        add(Incident.FOREIGN_CODES_OF_MANY_LINKS, ofManyLinks);
        add(Incident.CHECKPOINTS, new Checkpoints(simulator, population));
        add(Incident.UNDECODABLE_RECORDS, new UndecodableRecords(sender));
        add(Incident.SENSELESS_RECORDS, new SenselessRecords(population, sender));
        add(Incident.ENDINGS, endings);
    }

    /** The times at which episodes begin. */
    public record Schedule(long seed, Duration shortestGap, Duration longestGap) {}

    private void add(Incident kind, Source source) {
        if (wanted.contains(kind)) {
            episodes.add(kind, source);
        }
    }

    public void tick(Instant now) {
        episodes.tick(now);
    }

    /** Called before a person consents. */
    public void meet(Person person) {
        if (wanted.contains(Incident.FAILING_CALLS)) {
            failingCalls.prepare(person);
        }
    }

    /** Ends all accounts of one person, independent of random numbers. */
    public void end(Person person, Fate fate) {
        endings.end(person, fate);
    }

    /** Ends all incidents; returns when the broker is back and no fault is left. */
    public void stop(Simulator simulator) {
        episodes.stop();
        simulator.faults().clear();
        outages.awaitBack();
    }

    public Outages outages() {
        return outages;
    }

    /** The number of incidents of each kind. */
    public Map<Incident, Integer> counts() {
        return episodes.counts();
    }

    /** The largest number of presentations of one foreign code. */
    public int mostPresentations() {
        return Math.max(ofOneLink.mostPresentations(), ofManyLinks.mostPresentations());
    }

    /** Begins no further incident. */
    @Override
    public void close() {
        endings.close();
    }
}
