package io.tokenkeep.refresh.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.refresh.RefreshProviders;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefreshPolicyTest {

    private static final Instant ISSUED = Instant.parse("2026-03-01T00:00:00Z");

    private final RefreshPolicy policy = new RefreshPolicy(PolicyConfig.DEFAULT, RefreshProviders.DEFAULT);

    @ParameterizedTest
    @CsvSource({
        // lifetime, minimum age, earliest, latest
        "P60D,     PT24H,    P24D,     P36D",
        "PT20S,    PT0.333S, PT8S,     PT12S",
        "P30D,     P20D,     P20D,     P23D",
        "P2D,      PT24H,    PT24H,    PT28H48M",
        "P60D,     PT0S,     P24D,     P36D",
    })
    void refreshFallsIntoItsWindow(Duration lifetime, Duration minimumAge, Duration earliest, Duration latest) {
        Set<Instant> due = accounts()
                .map(key -> policy.refreshAt(key, validity(lifetime), ISSUED.plus(minimumAge)))
                .collect(Collectors.toSet());

        assertThat(due).hasSizeGreaterThan(20).allSatisfy(at -> assertThat(at)
                .isBetween(ISSUED.plus(earliest), ISSUED.plus(latest)));
    }

    @Test
    void accountHasItsOwnTimeAndKeepsIt() {
        Instant due = policy.refreshAt("threads-main:1", validity(Duration.ofDays(60)), ISSUED);

        assertThat(policy.refreshAt("threads-main:1", validity(Duration.ofDays(60)), ISSUED))
                .isEqualTo(due);
        assertThat(policy.refreshAt("threads-main:2", validity(Duration.ofDays(60)), ISSUED))
                .isNotEqualTo(due);
    }

    @Test
    void jitterReachesBothSidesOfTheMiddle() {
        Instant middle = ISSUED.plus(Duration.ofDays(30));
        Set<Boolean> sides = accounts()
                .map(key -> policy.refreshAt(key, validity(Duration.ofDays(60)), ISSUED)
                        .isBefore(middle))
                .collect(Collectors.toSet());

        assertThat(sides).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void refreshIsNeverBeforeTheProviderAllowsItEvenIfThatIsLate() {
        Instant allowed = ISSUED.plus(Duration.ofDays(59));

        assertThat(policy.refreshAt("threads-main:1", validity(Duration.ofDays(60)), allowed))
                .isEqualTo(allowed);
    }

    @Test
    void delaysGrowFromMinutesToHours() {
        Validity validity = validity(Duration.ofDays(60));
        Instant early = ISSUED.plus(Duration.ofDays(30));

        assertThat(accounts().map(seed -> policy.retryDelay(1, seed, validity, early)))
                .allSatisfy(delay -> assertThat(delay).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(4)));
        assertThat(accounts().map(seed -> policy.retryDelay(50, seed, validity, early)))
                .allSatisfy(delay -> assertThat(delay).isBetween(Duration.ofMinutes(2), Duration.ofHours(6)))
                .anySatisfy(delay -> assertThat(delay).isGreaterThan(Duration.ofHours(5)));
    }

    @Test
    void delaysShrinkAsTheEndComesNearAndNoLongerAfterIt() {
        Validity validity = validity(Duration.ofDays(60));
        Instant hourBefore = validity.to().minus(Duration.ofHours(1));

        assertThat(accounts().map(seed -> policy.retryDelay(50, seed, validity, hourBefore)))
                .allSatisfy(delay -> assertThat(delay).isLessThanOrEqualTo(Duration.ofSeconds(450)));
        assertThat(accounts().map(seed -> policy.retryDelay(50, seed, validity, validity.to())))
                .anySatisfy(delay -> assertThat(delay).isGreaterThan(Duration.ofHours(5)));
    }

    @Test
    void tokenOfSecondsIsTriedWithinSeconds() {
        Validity validity = validity(Duration.ofSeconds(20));

        assertThat(accounts().map(seed -> policy.retryDelay(1, seed, validity, ISSUED.plusSeconds(10))))
                .allSatisfy(delay -> assertThat(delay).isBetween(Duration.ofMillis(100), Duration.ofMillis(200)));
    }

    @Test
    void tokenWithoutALifeIsNotHammered() {
        Validity none = new Validity(ISSUED, ISSUED.minusSeconds(5));

        assertThat(none.lifetime()).isZero();
        assertThat(policy.retryDelay(1, "seed", none, ISSUED)).isGreaterThanOrEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void unansweredCommandsWaitLongerAndLonger() {
        Duration dead = Duration.ofMinutes(13);

        assertThat(IntStream.rangeClosed(0, 5).mapToObj(policy::answerWithin))
                .containsExactly(
                        dead,
                        Duration.ofHours(1),
                        Duration.ofHours(6),
                        Duration.ofDays(1),
                        Duration.ofDays(1),
                        Duration.ofDays(1));
    }

    @ParameterizedTest
    @CsvSource({"P60D, P7D, PT24H", "P8D, PT24H, PT3H50M24S", "PT20S, PT2.5S, PT0.4S"})
    void warningsAreTheShorterOfTimeAndShare(Duration lifetime, Duration first, Duration last) {
        Validity validity = validity(lifetime);

        assertThat(policy.warnAt(validity, 0, false)).isEqualTo(validity.to().minus(first));
        assertThat(policy.warnAt(validity, 1, false)).isEqualTo(validity.to().minus(last));
        assertThat(policy.warnAt(validity, 2, false)).isNull();
    }

    @Test
    void secondRefusalIsEvidenceOnlyAfterTheGap() {
        assertThat(policy.isEvidence(ISSUED, ISSUED.plus(Duration.ofMinutes(59))))
                .isFalse();
        assertThat(policy.isEvidence(ISSUED, ISSUED.plus(Duration.ofHours(1)))).isTrue();
        assertThat(policy.evidenceAt("threads-main:1", ISSUED)).isAfterOrEqualTo(ISSUED.plus(Duration.ofHours(1)));
    }

    private static Validity validity(Duration lifetime) {
        return new Validity(ISSUED, ISSUED.plus(lifetime));
    }

    private static Stream<String> accounts() {
        return IntStream.range(0, 300).mapToObj(i -> "threads-main:" + i);
    }
}
