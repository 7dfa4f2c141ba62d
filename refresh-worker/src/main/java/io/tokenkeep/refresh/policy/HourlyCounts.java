package io.tokenkeep.refresh.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How many answers, and how many refusals among them, came in the last hour, in twelve parts of five minutes. One thread. */
public final class HourlyCounts {

    private static final int PARTS = 12;
    private static final long PART = Duration.ofHours(1).toMillis() / PARTS;

    private final Count[] counts = new Count[PARTS];

    /**
     * The answers of one part.
     *
     * @param part the number of the part since 1970
     */
    public record Count(long part, long answers, long refusals) {

        private static final Count NONE = new Count(0, 0, 0);
    }

    HourlyCounts(List<Count> from) {
        clear();
        from.forEach(count -> counts[Math.floorMod(count.part(), PARTS)] = count);
    }

    List<Count> all() {
        List<Count> all = new ArrayList<>();
        for (Count count : counts) {
            if (count.answers() > 0) {
                all.add(count);
            }
        }
        return all;
    }

    void add(Instant now, long answers, long refusals) {
        long part = now.toEpochMilli() / PART;
        int at = Math.floorMod(part, PARTS);
        Count held = counts[at].part() == part ? counts[at] : new Count(part, 0, 0);
        counts[at] = new Count(part, held.answers() + answers, held.refusals() + refusals);
    }

    long answers(Instant now) {
        return recent(now).stream().mapToLong(Count::answers).sum();
    }

    long refusals(Instant now) {
        return recent(now).stream().mapToLong(Count::refusals).sum();
    }

    void clear() {
        Arrays.fill(counts, Count.NONE);
    }

    private List<Count> recent(Instant now) {
        long oldest = now.toEpochMilli() / PART - PARTS + 1;
        return all().stream().filter(count -> count.part() >= oldest).toList();
    }
}
