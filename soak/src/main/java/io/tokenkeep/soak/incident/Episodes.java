package io.tokenkeep.soak.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Lets each source begin and end at its own times, so that incidents overlap in any order. Used by one thread. */
final class Episodes {

    private final long seed;
    private final Duration shortestGap;
    private final Duration longestGap;
    private final List<Episode> episodes = new ArrayList<>();
    private final Map<Incident, Integer> counts = new EnumMap<>(Incident.class);

    Episodes(long seed, Duration shortestGap, Duration longestGap) {
        this.seed = seed;
        this.shortestGap = shortestGap;
        this.longestGap = longestGap;
    }

    /** Each kind has its own random numbers, so that they do not depend on the other kinds that run. */
    void add(Incident kind, Source source) {
        add(kind, source, shortestGap);
    }

    void add(Incident kind, Source source, Duration shortestGap) {
        Random random = new Random(seed + kind.name().hashCode());
        Instant first = Instant.now().plus(Source.between(random, Duration.ofSeconds(1), longestGap.dividedBy(2)));
        episodes.add(new Episode(kind, source, random, first, shortestGap));
    }

    void tick(Instant now) {
        episodes.forEach(episode -> episode.tick(now));
    }

    /** Ends all incidents that have begun. */
    void stop() {
        episodes.forEach(Episode::stop);
    }

    /** The number of incidents of each kind. */
    Map<Incident, Integer> counts() {
        return counts;
    }

    private final class Episode {
        private final Incident kind;
        private final Source source;
        private final Random random;
        private final Duration shortestGap;
        private Instant next;
        private boolean running;

        Episode(Incident kind, Source source, Random random, Instant first, Duration shortestGap) {
            this.kind = kind;
            this.source = source;
            this.random = random;
            this.next = first;
            this.shortestGap = shortestGap;
        }

        void tick(Instant now) {
            if (now.isBefore(next)) {
                return;
            }
            if (running) {
                stop();
                next = now.plus(Source.between(random, shortestGap, longestGap));
                return;
            }
            Duration lasts = source.begin(random).orElse(null);
            running = lasts != null && !lasts.isZero();
            if (lasts != null) {
                counts.merge(kind, 1, Integer::sum);
            }
            next = now.plus(running && lasts != null ? lasts : Source.between(random, shortestGap, longestGap));
        }

        void stop() {
            if (running) {
                running = false;
                source.end();
            }
        }
    }
}
