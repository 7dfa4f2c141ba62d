package io.tokenkeep.callback.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.callback.consent.CodeBounds.Limits;
import io.tokenkeep.callback.consent.CodesPerLink.Admission;
import io.tokenkeep.callback.link.ConnectRequest;
import io.tokenkeep.callback.link.Invitation;
import io.tokenkeep.callback.outcome.FakeOutcomes;
import io.tokenkeep.sandbox.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodesPerLinkTest {

    private static final CodeBounds BOUNDS = new CodeBounds(new Limits(5, 3), new Limits(4, 2));

    private final MutableClock clock = MutableClock.at("2026-11-23T08:00:00Z");
    private final CodesPerLink here = new CodesPerLink(BOUNDS, clock);
    private final CodesPerLink elsewhere = new CodesPerLink(BOUNDS, clock);
    private final Invitation link = invitation("a");

    @Test
    void codeBeyondTheBoundIsNotAdmittedAndOneThatPassedStaysAdmitted() {
        fill(here, link, 5);

        assertThat(here.admit(link, "sixth")).isEqualTo(Admission.TOO_MANY_CODES);
        assertThat(here.admit(link, "0")).isEqualTo(Admission.ADMITTED);
        assertThat(here.admit(invitation("b"), "sixth")).isEqualTo(Admission.ADMITTED);
    }

    @Test
    void hourLaterALinkBringsCodesAgainOneForOne() {
        fill(here, link, 1);
        clock.advance(Duration.ofMinutes(30));
        IntStream.range(1, 5)
                .forEach(i -> assertThat(here.admit(link, "late" + i)).isEqualTo(Admission.ADMITTED));

        clock.advance(Duration.ofMinutes(30).minusMillis(1));
        assertThat(here.admit(link, "more")).isEqualTo(Admission.TOO_MANY_CODES);
        clock.advance(Duration.ofMillis(1));

        assertThat(here.admit(link, "more")).isEqualTo(Admission.ADMITTED);
        assertThat(here.admit(link, "and more")).isEqualTo(Admission.TOO_MANY_CODES);
    }

    @Test
    void codesOfAnotherInstanceCountOnceTheirOutcomesAreRead() {
        IntStream.range(0, 5).forEach(i -> hear(elsewhere, link, "w" + i, AuthorizationReason.NONE));

        assertThat(elsewhere.admit(link, "sixth")).isEqualTo(Admission.TOO_MANY_CODES);
    }

    @Test
    void outcomeOfACodeThatPassedHereIsNoSecondCode() {
        fill(here, link, 4);
        hear(here, link, "0", AuthorizationReason.NONE);
        hear(here, link, "0", AuthorizationReason.NONE);

        assertThat(here.admit(link, "fifth")).isEqualTo(Admission.ADMITTED);
    }

    @Test
    void refusedCodesHaveABoundOfTheirOwn() {
        IntStream.range(0, 2).forEach(i -> hear(here, link, "w" + i, AuthorizationReason.CODE_SPENT));
        assertThat(here.admit(link, "third")).isEqualTo(Admission.ADMITTED);

        hear(here, link, "third", AuthorizationReason.BAD_REQUEST);

        assertThat(here.admit(link, "fourth")).isEqualTo(Admission.TOO_MANY_REFUSED);
        assertThat(here.admit(invitation("b"), "fourth")).isEqualTo(Admission.ADMITTED);
    }

    @ParameterizedTest
    @EnumSource(
            value = AuthorizationReason.class,
            names = {"CODE_SPENT", "BAD_REQUEST"},
            mode = EnumSource.Mode.EXCLUDE)
    void failureThatSaysNothingAgainstTheCodeIsNotCountedAsRefused(AuthorizationReason reason) {
        IntStream.range(0, 3).forEach(i -> hear(here, link, "w" + i, reason));

        assertThat(here.admit(link, "fourth")).isEqualTo(Admission.ADMITTED);
    }

    @Test
    void linksOfTheStartPageCountTogetherPerAppAndForNoLinkThatWasSent() {
        Invitation open = invitation(null);
        fill(here, open, 3);
        here.countOutcome(FakeOutcomes.of("another", null, AuthorizationReason.NONE), clock.instant());

        assertThat(here.admit(open, "fifth")).isEqualTo(Admission.TOO_MANY_CODES);
        assertThat(here.admit(link, "fifth")).isEqualTo(Admission.ADMITTED);
        Invitation ofAnotherApp = new Invitation(new ConnectRequest("other", null), link.ends(), null);
        assertThat(here.admit(ofAnotherApp, "fifth")).isEqualTo(Admission.ADMITTED);
    }

    @Test
    void readingTheTopicFromItsPartsInAnyOrderCountsTheLastHourAlone() {
        Instant now = clock.instant();
        int[] minutes = IntStream.range(0, 120).toArray();
        Random random = new Random(5);
        for (int i = minutes.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = minutes[i];
            minutes[i] = minutes[other];
            minutes[other] = kept;
        }
        CodesPerLink wide = new CodesPerLink(new CodeBounds(new Limits(61, 61), new Limits(1, 1)), clock);
        for (int ago : minutes) {
            wide.countOutcome(
                    FakeOutcomes.of("w" + ago, link.link(), AuthorizationReason.NONE),
                    now.minus(Duration.ofMinutes(ago)));
        }

        assertThat(wide.held()).isEqualTo(60);
        assertThat(wide.admit(link, "one")).isEqualTo(Admission.ADMITTED);
        assertThat(wide.admit(link, "two")).isEqualTo(Admission.TOO_MANY_CODES);
    }

    @Test
    void brokerAheadOfUsDoesNotMakeACodeCountForLonger() {
        for (int i = 0; i < 5; i++) {
            here.countOutcome(
                    FakeOutcomes.of("w" + i, link.link(), AuthorizationReason.NONE),
                    clock.instant().plus(Duration.ofDays(1)));
        }

        clock.advance(Duration.ofHours(1));

        assertThat(here.admit(link, "sixth")).isEqualTo(Admission.ADMITTED);
    }

    @Test
    void atTheBoundOfMemoryTheLinkLongestUnusedCountsFromZero() {
        CodesPerLink small = new CodesPerLink(BOUNDS, clock, 10);
        fill(small, link, 5);
        fill(small, invitation("b"), 5);
        assertThat(small.admit(link, "sixth")).isEqualTo(Admission.TOO_MANY_CODES);

        assertThat(small.admit(invitation("c"), "first")).isEqualTo(Admission.ADMITTED);

        assertThat(small.held()).isEqualTo(6);
        assertThat(small.admit(link, "sixth")).isEqualTo(Admission.TOO_MANY_CODES);
        assertThat(small.admit(invitation("b"), "sixth")).isEqualTo(Admission.ADMITTED);
    }

    @Test
    void codesOfMoreThanAnHourAgoTakeNoMemory() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        here.register(registry);
        fill(here, link, 5);
        fill(here, invitation("b"), 5);
        clock.advance(Duration.ofHours(1));

        here.admit(invitation("c"), "first");

        assertThat(registry.get("tokenkeep.callback.link.codes.held").gauge().value())
                .isEqualTo(1);
        assertThat(registry.get("tokenkeep.callback.link.codes.limit").gauge().value())
                .isEqualTo(CodesPerLink.MOST);
    }

    private static void fill(CodesPerLink codes, Invitation link, int count) {
        IntStream.range(0, count)
                .forEach(i -> assertThat(codes.admit(link, Integer.toString(i))).isEqualTo(Admission.ADMITTED));
    }

    private void hear(CodesPerLink codes, Invitation link, String id, AuthorizationReason reason) {
        codes.countOutcome(FakeOutcomes.of(id, link.link(), reason), clock.instant());
    }

    private static Invitation invitation(@Nullable String id) {
        return new Invitation(
                new ConnectRequest("threads-main", "Client"),
                Instant.parse("2026-11-30T08:00:00Z"),
                id == null ? null : id.repeat(12));
    }
}
