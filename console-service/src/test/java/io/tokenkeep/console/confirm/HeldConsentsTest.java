package io.tokenkeep.console.confirm;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.HeldConsent;
import io.tokenkeep.avro.HeldState;
import io.tokenkeep.console.api.TimedPlace;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.sandbox.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeldConsentsTest {

    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
    private static final Instant TOMORROW = NOW.plus(Duration.ofDays(1));

    private final MutableClock clock = MutableClock.at(NOW);
    private final HeldConsents consents = new HeldConsents(2, clock);

    @Test
    void consentIsHeldWithoutItsSealedAnswerUntilItsRecordIsNull() {
        add(held("one", TOMORROW));
        assertThat(consents.find("one").orElseThrow().toString())
                .contains("Vera")
                .doesNotContain(ConsentFixtures.SEALED);

        assertThat(consents.remove("one", new RecordPlace(0, 1, NOW))).isTrue();
        assertThat(consents.find("one")).isEmpty();
        assertThat(consents.any(consent -> true, 10)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = HeldState.class, mode = EnumSource.Mode.EXCLUDE, names = "AWAITING_CONFIRMATION")
    void consentThatWaitsForSomethingElseIsNotShown(HeldState state) {
        add(held("one", TOMORROW));
        add(HeldConsent.newBuilder(held("one", TOMORROW)).setState(state).build());

        assertThat(consents.find("one")).isEmpty();
        assertThat(consents.page(null, consent -> true, 10)).isEmpty();
    }

    @Test
    void refusedConsentIsHeldForADeletionAlone() {
        HeldConsent refused = HeldConsent.newBuilder(held("one", TOMORROW))
                .setState(HeldState.TO_BE_REVOKED)
                .build();

        add(refused);

        assertThat(consents.holds("one")).isTrue();
        assertThat(consents.any(consent -> true, 10)).hasSize(1);
        consents.remove("one", new RecordPlace(0, 1, NOW));
        assertThat(consents.holds("one")).isFalse();
    }

    @Test
    void pageBeginsAfterAPlaceAlsoWhenItsConsentIsGone() {
        HeldConsents many = new HeldConsents(10, clock);
        for (int i = 4; i >= 0; i--) {
            many.add("id-" + i, held("id-" + i, TOMORROW.plusSeconds(i / 2)), new RecordPlace(0, 0, NOW));
        }
        TimedPlace second = many.any(consent -> true, 2).get(1).place();
        many.remove("id-1", new RecordPlace(0, 1, NOW));

        assertThat(many.page(second, consent -> true, 2))
                .extracting(WaitingConsent::id)
                .containsExactly("id-2", "id-3");
        assertThat(TimedPlace.parse(second.toString())).contains(second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1.", ".x", "-1.x", "1e3.x", "9999999999999999.x"})
    void textThatIsNoPlaceIsNone(String text) {
        assertThat(TimedPlace.parse(text)).isEqualTo(Optional.empty());
    }

    @Test
    void consentBeyondTheLimitIsNotShownAndHealthNamesTheSettingUntilItsEnd() {
        add(held("one", TOMORROW));
        add(held("two", TOMORROW));
        assertThat(consents.check().isOk()).isTrue();
        add(held("three", TOMORROW.plusSeconds(60)));
        add(held("four", TOMORROW));

        assertThat(consents.find("three")).isEmpty();
        assertThat(consents.find("one")).isPresent();
        assertThat(consents.check().failure()).contains("held.consents.limit");
        clock.advance(Duration.ofDays(1).plusSeconds(59));
        assertThat(consents.check().isOk()).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(consents.check().isOk()).isTrue();
    }

    @Test
    void recordThatIsReadAgainTakesNoSecondPlace() {
        add(held("one", TOMORROW));
        add(held("two", TOMORROW));
        add(held("two", TOMORROW.plusSeconds(1)));

        assertThat(consents.check().isOk()).isTrue();
        assertThat(consents.any(consent -> true, 10))
                .extracting(WaitingConsent::until)
                .containsExactly(TOMORROW, TOMORROW.plusSeconds(1));
    }

    @Test
    void consentThatNobodyEndedIsForgottenWithItsTopic() {
        add(held("old", NOW));
        clock.advance(HeldConsents.KEPT_AFTER_END);
        add(held("new", clock.instant()));
        assertThat(consents.find("old")).isPresent();
        clock.advance(Duration.ofSeconds(1));
        add(held("new", clock.instant()));

        assertThat(consents.find("old")).isEmpty();
        assertThat(consents.size()).isEqualTo(1);
    }

    @Test
    void deletedPageIsLeftOutAndAnIncompleteListIsSaid() {
        add(HeldConsent.newBuilder(held("one", TOMORROW))
                .setListFailure(FailureClass.TRANSIENT)
                .build());

        WaitingConsent shown = consents.find("one")
                .orElseThrow()
                .withoutDeleted((key, since) -> since.equals(NOW)
                        && (key.equals("facebook-main:one-page") || key.equals("facebook-main:one-missing")));

        assertThat(ConfirmationJson.of(shown, Optional.empty()).encode())
                .contains("Vera", "\"accountsTotal\":2", "\"accountsComplete\":false")
                .doesNotContain("Bakery", "Garden");
    }

    private static HeldConsent held(String id, Instant until) {
        return ConsentFixtures.held(id, "7", NOW, until);
    }

    private void add(HeldConsent held) {
        consents.add(held.getAuthorizationId(), held, new RecordPlace(0, 0, NOW));
    }
}
