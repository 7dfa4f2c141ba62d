package io.tokenkeep.console.link;

import static io.tokenkeep.console.link.LinkFixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.ConnectedAccount;
import io.tokenkeep.avro.LinkStep;
import io.tokenkeep.avro.LinkStepKind;
import io.tokenkeep.avro.MissingPage;
import io.tokenkeep.avro.MissingPageReason;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.sandbox.MutableClock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinkHistoryTest {

    private final MutableClock clock = MutableClock.at(NOW.toString());
    private final ConnectLink link = LinkFixtures.link(true, "a");
    private final Set<String> deleted = new HashSet<>();

    @Test
    void laterStepOfABrowserReplacesItsEarlierOne() {
        LinkSteps steps = new LinkSteps(10);
        add(steps, LinkFixtures.step("link", "a", LinkStepKind.LEFT, "first", NOW));
        add(steps, LinkFixtures.step("link", "a", LinkStepKind.RETURNED, "first", NOW));

        assertThat(steps.of("link")).extracting(LinkStep::getStep).containsExactly(LinkStepKind.RETURNED);
        assertThat(steps.of("other")).isEmpty();
    }

    @Test
    void linkWithManyBrowsersCostsNoOtherLinkItsSteps() {
        LinkSteps steps = new LinkSteps(100);
        add(steps, LinkFixtures.opened("other", NOW));
        for (int i = 0; i < 1000; i++) {
            add(steps, LinkFixtures.step("link", "a", LinkStepKind.LEFT, "browser-" + i, NOW));
        }

        assertThat(steps.of("other")).hasSize(1);
        assertThat(steps.of("link")).hasSize(LinkSteps.MOST_PER_LINK);
        assertThat(steps.of("link").get(0).getBrowser()).isEqualTo("browser-999");
        assertThat(steps.check().isOk()).isTrue();
    }

    @Test
    void oldestStepsLeaveAtTheLimitAndHealthReportsIt() {
        LinkSteps steps = new LinkSteps(2);
        add(steps, LinkFixtures.opened("first", NOW));
        add(steps, LinkFixtures.opened("second", NOW));
        assertThat(steps.check().isOk()).isTrue();
        add(steps, LinkFixtures.opened("third", NOW));

        assertThat(steps.of("first")).isEmpty();
        assertThat(steps.of("third")).hasSize(1);
        assertThat(steps.size()).isEqualTo(2);
        assertThat(steps.check().failure()).contains("link.steps.limit");
    }

    @Test
    void outcomesAreFoldedAndThoseOfNoLinkLeftOut() {
        LinkOutcomes outcomes = outcomes(10);
        add(outcomes, LinkFixtures.outcome("one", "link", AuthorizationState.CONNECTED));
        add(outcomes, LinkFixtures.outcome("one", "link", AuthorizationState.WAITING));
        add(outcomes, LinkFixtures.outcome("two", null, AuthorizationState.CONNECTED));

        assertThat(outcomes.of(link))
                .extracting(AuthorizationOutcome::getState)
                .containsExactly(AuthorizationState.CONNECTED);
        assertThat(outcomes.size()).isEqualTo(1);
    }

    @Test
    void lastOutcomesOfAnAppAreShownTheLastFirst() {
        LinkOutcomes outcomes = outcomes(100);
        for (int i = 0; i < 20; i++) {
            add(outcomes, LinkFixtures.outcome("id-" + i, "link", AuthorizationState.FAILED));
        }

        assertThat(outcomes.of(link))
                .extracting(AuthorizationOutcome::getAuthorizationId)
                .containsExactly("id-19", "id-18", "id-17", "id-16", "id-15");
        assertThat(outcomes.check().isOk()).isTrue();
    }

    @Test
    void outcomeIsForgottenWhenItsTopicForgetsIt() {
        LinkOutcomes outcomes = outcomes(10);
        add(outcomes, LinkFixtures.outcome("one", "link", AuthorizationState.CONNECTED));

        clock.advance(LinkOutcomes.KEPT);
        assertThat(outcomes.of(link)).hasSize(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(outcomes.of(link)).isEmpty();
        assertThat(outcomes.size()).isZero();
    }

    @Test
    void accountThatWasDeletedSinceIsNotShown() {
        LinkOutcomes outcomes = outcomes(10);
        add(
                outcomes,
                AuthorizationOutcome.newBuilder(LinkFixtures.outcome("one", "link", AuthorizationState.CONNECTED))
                        .setAccounts(List.of(
                                new ConnectedAccount("facebook-main:1", TokenKind.USER, "Vera"),
                                new ConnectedAccount("facebook-main:2", TokenKind.PAGE, "Bakery")))
                        .setAccountsTotal(2)
                        .setMissingPages(
                                List.of(new MissingPage("facebook-main:3", "Garden", MissingPageReason.NOT_TICKED)))
                        .setDecidedAt(NOW)
                        .build());
        assertThat(outcomes.of(link).get(0).getMissingPages()).hasSize(1);

        deleted.add("facebook-main:1");

        AuthorizationOutcome shown = outcomes.of(link).get(0);
        assertThat(shown.getAccounts())
                .extracting(ConnectedAccount::getDisplayName)
                .containsExactly("Bakery");
        assertThat(shown.getMissingPages()).isEmpty();
        assertThat(shown.getAccountsTotal()).isEqualTo(2);
    }

    @Test
    void outcomeThatLeavesEarlyFailsTheHealthUntilItWouldHaveLeftAnyway() {
        LinkOutcomes outcomes = outcomes(1);
        add(outcomes, LinkFixtures.outcome("one", "other", AuthorizationState.CONNECTED));
        add(outcomes, LinkFixtures.outcome("two", "link", AuthorizationState.CONNECTED));

        assertThat(outcomes.of(link)).hasSize(1);
        assertThat(outcomes.check().failure()).contains("link.outcomes.limit");
        clock.advance(LinkOutcomes.KEPT);
        assertThat(outcomes.check().isOk()).isTrue();
    }

    @Test
    void messageOfAFailureSaysWhoHasToDoWhat() {
        Set<String> messages = new HashSet<>();
        for (AuthorizationReason reason : AuthorizationReason.values()) {
            String message = message(AuthorizationState.FAILED, reason);
            assertThat(message).as(reason.name()).containsAnyOf("The person", "the person", "The operator");
            messages.add(message);
        }
        assertThat(messages).hasSizeGreaterThan(8);
    }

    @ParameterizedTest
    @EnumSource(AuthorizationState.class)
    void everyStateHasAMessage(AuthorizationState state) {
        assertThat(message(state, AuthorizationReason.RATE_LIMITED)).endsWith(".");
    }

    @Test
    void connectionThatLacksSomethingSaysSo() {
        AuthorizationOutcome lacking = AuthorizationOutcome.newBuilder(
                        LinkFixtures.outcome("one", "link", AuthorizationState.CONNECTED))
                .setMissingScopes(List.of("threads_basic"))
                .build();

        assertThat(OutcomeJson.of(lacking).getString("message")).contains("did not allow all permissions");
    }

    @Test
    void consentThatWaitsForAConfirmationSaysWhoHasToConfirmIt() {
        assertThat(message(AuthorizationState.WAITING, AuthorizationReason.AWAITING_CONFIRMATION))
                .contains("somebody at the agency has to confirm it");
        assertThat(message(AuthorizationState.FAILED, AuthorizationReason.NOT_CONFIRMED))
                .contains("refused")
                .contains("Nothing was connected or kept");
    }

    private static String message(AuthorizationState state, AuthorizationReason reason) {
        return OutcomeJson.of(AuthorizationOutcome.newBuilder(LinkFixtures.outcome("one", "link", state))
                        .setReason(reason)
                        .build())
                .getString("message");
    }

    private static void add(LinkSteps steps, LinkStep step) {
        steps.add(step.getStepKey(), step, new RecordPlace(0, 0, NOW));
    }

    private LinkOutcomes outcomes(int limit) {
        return new LinkOutcomes(limit, (key, since) -> since.equals(NOW) && deleted.contains(key), clock);
    }

    private void add(LinkOutcomes outcomes, AuthorizationOutcome outcome) {
        outcomes.add(outcome.getAuthorizationId(), outcome, new RecordPlace(0, 0, clock.instant()));
    }
}
