package io.tokenkeep.console.confirm;

import static io.tokenkeep.avro.ConsentDecisionKind.CONFIRM;
import static io.tokenkeep.avro.ConsentDecisionKind.ERASE;
import static io.tokenkeep.avro.ConsentDecisionKind.REFUSE;
import static io.tokenkeep.avro.ConsentDecisionKind.TIME_OVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.ConsentDecision;
import io.tokenkeep.avro.ConsentDecisionKind;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.sandbox.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsentDecisionsTest {

    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
    private static final Instant UNTIL = NOW.plusSeconds(100);

    private final MutableClock clock = MutableClock.at(NOW);
    private final Set<String> held = new HashSet<>();
    private final ConsentDecisions decisions = new ConsentDecisions(2, held::contains, clock);
    private long offset;

    @ParameterizedTest
    @CsvSource({
        "CONFIRM, 1,   REFUSE, 2,    CONFIRM",
        "REFUSE, 1,    CONFIRM, 2,   REFUSE",
        "CONFIRM, 1,   ERASE, 2,     CONFIRM",
        "ERASE, 1,     CONFIRM, 2,   ERASE",
        "TIME_OVER, 1, CONFIRM, 2,   CONFIRM",
        "CONFIRM, 99,  TIME_OVER, 100, CONFIRM",
        "CONFIRM, 100, TIME_OVER, 101, TIME_OVER",
        "UNKNOWN, 1,   REFUSE, 2,    REFUSE",
        // A broker's clock that went back: the place on the topic counts.
        "TIME_OVER, 101, CONFIRM, 99, TIME_OVER"
    })
    void firstDecisionThatAppliesCounts(
            ConsentDecisionKind first, long at, ConsentDecisionKind second, long later, ConsentDecisionKind counts) {
        add("one", first, at);
        add("one", second, later);

        assertThat(decisions.first(consent("one")).orElseThrow().kind()).isEqualTo(counts);
    }

    @Test
    void decisionOfTheFirstKeyIsShownAndTheSameRecordAgainChangesNothing() {
        ConsentDecision own = ConsentFixtures.decision("one", CONFIRM, "key-1", NOW);
        decisions.add("one", own, place(1));
        decisions.add("one", ConsentFixtures.decision("one", CONFIRM, "key-2", NOW), place(2));
        decisions.add("one", own, new RecordPlace(0, 0, NOW.plusSeconds(1)));

        Decided first = decisions.first(consent("one")).orElseThrow();
        assertThat(first.by()).isEqualTo("key-1");
        assertThat(first.position()).hasToString("consent-decisions.0.0");
    }

    @Test
    void decisionThatCameTooLateDoesNotCountAndTimeOverMayComeTooEarlyManyTimes() {
        add("one", CONFIRM, 100);
        assertThat(decisions.first(consent("one"))).isEmpty();
        add("two", TIME_OVER, 1);
        add("two", TIME_OVER, 2);
        assertThat(decisions.first(consent("two"))).isEmpty();
        add("two", TIME_OVER, 100);

        assertThat(decisions.first(consent("two")).orElseThrow().kind()).isEqualTo(TIME_OVER);
        assertThat(decisions.first(consent("three"))).isEmpty();
    }

    @Test
    void waitEndsWithTheRecordOfTheDecision() {
        ConsentDecision own = ConsentFixtures.decision("one", REFUSE, "key", NOW);
        CompletableFuture<Void> read = decisions.readBack().expect(own.getDecisionId());
        add("one", CONFIRM, 1);
        assertThat(read).isNotDone();

        decisions.add("one", own, place(2));
        assertThat(read).isCompleted();
    }

    @Test
    void timeOfAnErasureIsThatOfItsFirstRecord() {
        assertThat(decisions.erasedAt("one")).isEmpty();
        add("one", ERASE, 1);
        add("one", ERASE, 9);

        assertThat(decisions.erasedAt("one")).contains(NOW.plusSeconds(1));
    }

    @Test
    void decisionIsForgottenAfterAWeekUnlessItsConsentStillWaits() {
        held.add("held");
        add("held", CONFIRM, 0);
        add("ended", CONFIRM, 0);
        clock.advance(ConsentDecisions.KEPT.plusSeconds(1));
        add("new", CONFIRM, Duration.ofDays(7).toSeconds());

        assertThat(decisions.first(consent("held"))).isPresent();
        assertThat(decisions.first(consent("ended"))).isEmpty();
        assertThat(decisions.check().isOk()).as("it was its time").isTrue();
    }

    @Test
    void atTheLimitTheOldestOfAnEndedConsentLeavesAndHealthNamesTheSetting() {
        held.add("held");
        add("held", CONFIRM, 0);
        add("ended", CONFIRM, 1);
        assertThat(decisions.check().isOk()).isTrue();
        held.add("new");
        add("new", REFUSE, 2);

        assertThat(decisions.first(consent("held"))).isPresent();
        assertThat(decisions.first(consent("new"))).isPresent();
        assertThat(decisions.size()).isEqualTo(2);
        assertThat(decisions.check().failure()).contains("held.consents.limit");
        clock.advance(ConsentDecisions.KEPT.plusSeconds(1));
        assertThat(decisions.check().isOk()).isTrue();
    }

    @Test
    void decisionOfAnUnknownConsentIsLeftOutWhereAllOthersAreNeeded() {
        held.addAll(Set.of("one", "two"));
        add("one", CONFIRM, 0);
        add("two", CONFIRM, 0);
        add("unknown", CONFIRM, 0);

        assertThat(decisions.first(consent("one"))).isPresent();
        assertThat(decisions.first(consent("two"))).isPresent();
        assertThat(decisions.first(consent("unknown"))).isEmpty();
        assertThat(decisions.check().isOk()).isFalse();
    }

    private void add(String id, ConsentDecisionKind kind, long seconds) {
        decisions.add(id, ConsentFixtures.decision(id, kind, null, NOW), place(seconds));
    }

    private RecordPlace place(long seconds) {
        return new RecordPlace(0, offset++, NOW.plusSeconds(seconds));
    }

    private static WaitingConsent consent(String id) {
        return WaitingConsent.of(ConsentFixtures.held(id, "7", NOW, UNTIL));
    }
}
