package io.tokenkeep.exchange.confirm;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.HeldConsent;
import io.tokenkeep.avro.HeldState;
import io.tokenkeep.kit.follow.RecordPlace;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** For which accounts another consent waits. */
class WaitingAccountsTest {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final RecordPlace PLACE = new RecordPlace(0, 0, NOON);
    private static final HeldConsent REFUSED =
            consent("refused", "27").setState(HeldState.TO_BE_REVOKED).build();

    private final WaitingAccounts waiting = new WaitingAccounts(2);

    @Test
    void nothingIsKnownBeforeTheTopicWasReadCompletely() {
        assertThat(waiting.mayHaveOther(REFUSED)).isTrue();

        waiting.nowCaughtUp();

        assertThat(waiting.mayHaveOther(REFUSED)).isFalse();
    }

    @Test
    void onlyAnotherConsentOfTheAccountCountsAndOnlyWhileItWaitsForAConfirmation() {
        waiting.nowCaughtUp();
        add(consent("refused", "27"));
        add(consent("other account", "28"));
        assertThat(waiting.mayHaveOther(REFUSED)).isFalse();
        add(consent("other account", "27"));
        assertThat(waiting.mayHaveOther(REFUSED)).isTrue();

        add(consent("other account", "27").setState(HeldState.TO_BE_REVOKED));

        assertThat(waiting.mayHaveOther(REFUSED)).isFalse();
        assertThat(waiting.size()).isEqualTo(1);
    }

    @Test
    void consentThatIsHeldNoMoreLeavesOthersOfItsAccount() {
        waiting.nowCaughtUp();
        add(consent("one", "27"));
        add(consent("two", "27"));

        waiting.remove("one", PLACE);
        assertThat(waiting.mayHaveOther(REFUSED)).isTrue();
        waiting.remove("two", PLACE);

        assertThat(waiting.mayHaveOther(REFUSED)).isFalse();
    }

    @Test
    void otherIdsOfTheAccountCountOnBothSides() {
        waiting.nowCaughtUp();
        add(consent("other", "31").setAliases(List.of("27")));
        assertThat(waiting.mayHaveOther(REFUSED)).isTrue();

        add(consent("other", "32"));

        assertThat(waiting.mayHaveOther(REFUSED)).isFalse();
        assertThat(waiting.mayHaveOther(HeldConsent.newBuilder(REFUSED)
                        .setAliases(List.of("32"))
                        .build()))
                .isTrue();
    }

    @Test
    void beyondTheBoundAnyAccountMayHaveOne() {
        waiting.nowCaughtUp();
        add(consent("one", "1"));
        add(consent("two", "2"));
        add(consent("two", "3"));
        assertThat(waiting.mayHaveOther(REFUSED)).isFalse();

        add(consent("three", "4"));

        assertThat(waiting.mayHaveOther(REFUSED)).isTrue();
        assertThat(waiting.check().failure()).contains("held.consents.limit");
    }

    private void add(HeldConsent.Builder consent) {
        HeldConsent built = consent.build();
        waiting.add(built.getAuthorizationId(), built, PLACE);
    }

    private static HeldConsent.Builder consent(String id, String account) {
        HeldConsent consent = HeldConsentsTest.consent(id, NOON);
        return HeldConsent.newBuilder(consent).setAccount(consent.getCode().getApp() + ":" + account);
    }
}
