package io.tokenkeep.soak;

import io.tokenkeep.soak.incident.Outages.Outage;
import io.tokenkeep.soak.people.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The times of consents, from the code's record or redirect until a reader has the person's live token, shortest
 * first. If an outage of the broker overlaps a consent, its time counts from the outage's end.
 */
public record ConsentTimes(List<Duration> sorted) {

    static ConsentTimes of(Collection<Person> people, List<Outage> outages, Predicate<Person> which) {
        return new ConsentTimes(people.stream()
                .filter(which)
                .flatMap(person -> took(person, outages))
                .sorted()
                .toList());
    }

    private static Stream<Duration> took(Person person, List<Outage> outages) {
        Instant live = person.live().orElse(null);
        Instant began = person.began().orElse(null);
        if (live == null || began == null) {
            return Stream.empty();
        }
        Instant from = outages.stream()
                .filter(outage -> outage.begin().isBefore(live) && outage.end().isAfter(began))
                .map(Outage::end)
                .reduce(began, (one, other) -> one.isAfter(other) ? one : other);
        return Stream.of(from.isAfter(live) ? Duration.ZERO : Duration.between(from, live));
    }

    public int count() {
        return sorted.size();
    }

    /** In seconds; 0 without consents. */
    public double quantile(double share) {
        return sorted.isEmpty()
                ? 0
                : sorted.get((int) ((sorted.size() - 1) * share)).toMillis() / 1e3;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d consents, p50 %.2f s, p99 %.2f s, longest %.2f s",
                count(),
                quantile(0.5),
                quantile(0.99),
                quantile(1));
    }
}
