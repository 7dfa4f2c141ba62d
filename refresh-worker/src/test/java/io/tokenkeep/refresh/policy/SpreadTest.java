package io.tokenkeep.refresh.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.refresh.RefreshProviders;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Where the first refreshes of 100,000 accounts fall that were all connected within one hour. */
class SpreadTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int ACCOUNTS = 100_000;
    private static final Duration LIFETIME = Duration.ofDays(60);
    private static final Duration HOUR = Duration.ofHours(1);
    /** A tenth of the lifetime to both sides of its half. */
    private static final Instant FIRST = START.plus(Duration.ofDays(24));

    private static final int DAYS = 12;

    @Test
    void everyDayOfTheWindowHasItsShare() {
        int[] days = counts(Duration.ofDays(1), DAYS);
        print(days);

        int even = ACCOUNTS / DAYS;
        // Those connected last in the hour may fall that much after the last day.
        assertThat(Arrays.stream(days).sum()).isBetween(ACCOUNTS - even / 24, ACCOUNTS);
        assertThat(Arrays.stream(days).boxed()).allMatch(count -> Math.abs(count - even) < even / 20);
    }

    /** An even spread puts 347 into an hour, give or take 19: five times that is never seen. */
    @Test
    void noHourHasMoreThanRandomnessExplains() {
        int[] hours = counts(HOUR, DAYS * 24);

        double even = ACCOUNTS / (DAYS * 24.0);
        double most = even + 5 * Math.sqrt(even);
        assertThat(Arrays.stream(hours).max().orElseThrow()).isLessThan((int) most);
        assertThat(Arrays.stream(hours).skip(1).min().orElseThrow()).isGreaterThan((int) (even - 5 * Math.sqrt(even)));
    }

    private static int[] counts(Duration width, int buckets) {
        RefreshPolicy policy = new RefreshPolicy(PolicyConfig.DEFAULT, RefreshProviders.DEFAULT);
        int[] counts = new int[buckets];
        for (int i = 0; i < ACCOUNTS; i++) {
            Instant issued = START.plus(HOUR.multipliedBy(i).dividedBy(ACCOUNTS));
            Validity life = new Validity(issued, issued.plus(LIFETIME));
            Instant due =
                    policy.refreshAt("threads-main:" + (17_841_400_000_000_000L + i), life, issued.plusSeconds(86_400));
            long bucket = Duration.between(FIRST, due).dividedBy(width);
            if (bucket < buckets) {
                counts[(int) bucket]++;
            }
        }
        return counts;
    }

    private static void print(int[] days) {
        for (int day = 0; day < days.length; day++) {
            System.out.printf("day %d %6d %s%n", 24 + day, days[day], "#".repeat(days[day] / 200));
        }
    }
}
