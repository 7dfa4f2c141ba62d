package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.TestSettings.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.ConsentDecision;
import io.tokenkeep.avro.ConsentDecisionKind;
import io.tokenkeep.avro.HeldConsent;
import io.tokenkeep.avro.HeldState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.exchange.Grants.Grant;
import io.tokenkeep.exchange.consent.LinkFixture;
import io.tokenkeep.simulator.registry.Presentation.Result;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Consents by links that ask for a confirmation, with real topics and workers that come and go. */
class ConfirmationsIT extends BenchFixture {

    private static final String GROUP = "tokenkeep-exchange-confirmations";

    @Test
    void confirmedConsentIsConnectedByAnotherWorkerThanTheOneThatHeldIt() throws Exception {
        TestWorker first = start("asks");
        Grant grant = grants.consentByConsole("asks", MAIN);
        HeldConsent held = awaitHeld(grant);
        assertThat(held.getState()).isEqualTo(HeldState.AWAITING_CONFIRMATION);
        assertThat(grants.await(grant, AuthorizationState.WAITING).getReason())
                .isEqualTo(AuthorizationReason.AWAITING_CONFIRMATION);
        first.close();
        start("asks");
        assertThat(tokens(grant)).as("nobody has confirmed it").isEmpty();

        decide(grant, ConsentDecisionKind.CONFIRM);

        AuthorizationOutcome outcome = grants.await(grant, AuthorizationState.CONNECTED);
        assertThat(outcome.getAccounts().get(0).getAccount()).isEqualTo(held.getAccount());
        assertThat(tokens(grant)).singleElement().satisfies(token -> {
            assertThat(token.getOrderedAt()).isEqualTo(held.getOrderedAt());
            assertThat(token.getIssuedAt()).isBeforeOrEqualTo(held.getHeldAt());
        });
        awaitForgotten(grant);
        assertThat(grants.presentations(grant)).containsExactly(Result.ISSUED);
    }

    @Test
    void secondDecisionChangesNothingInWhateverWorker() throws Exception {
        start("races");
        start("races");
        List<Grant> all = List.of(
                grants.consentByConsole("races", MAIN),
                grants.consentByConsole("races", MAIN),
                grants.consentByConsole("races", MAIN),
                grants.consentByConsole("races", MAIN));
        all.forEach(this::awaitHeld);

        for (Grant grant : all) {
            decide(grant, ConsentDecisionKind.CONFIRM);
            decide(grant, ConsentDecisionKind.REFUSE);
        }
        start("races");
        bench.awaitCommitted(GROUP, Topics.CONSENT_DECISIONS.name());

        for (Grant grant : all) {
            grants.await(grant, AuthorizationState.CONNECTED);
            assertThat(grants.outcomes(grant))
                    .extracting(AuthorizationOutcome::getState)
                    .doesNotContain(AuthorizationState.FAILED);
            awaitForgotten(grant);
        }
    }

    @Test
    void refusedConsentIsNeverPublished() throws Exception {
        start("refuses");
        Grant grant = grants.consentByConsole("refuses", MAIN);
        awaitHeld(grant);

        decide(grant, ConsentDecisionKind.REFUSE);

        assertThat(grants.await(grant, AuthorizationState.FAILED).getReason())
                .isEqualTo(AuthorizationReason.NOT_CONFIRMED);
        awaitForgotten(grant);
        assertThat(tokens(grant)).isEmpty();
    }

    @Test
    void ownerOfThePartitionEndsAWaitThatIsOver() throws Exception {
        TestWorker worker = start("ends");
        Grant grant = grants.consentByConsole("ends", MAIN);
        HeldConsent held = awaitHeld(grant);
        worker.close();
        HeldConsent over = HeldConsent.newBuilder(held)
                .setUntil(Instant.now().minus(Duration.ofMinutes(1)))
                .build();
        bench.send(Topics.HELD_CONSENTS.record(grant.id(), over));

        start("ends");

        assertThat(grants.await(grant, AuthorizationState.FAILED).getReason())
                .isEqualTo(AuthorizationReason.NOT_CONFIRMED);
        awaitForgotten(grant);
        assertThat(tokens(grant)).isEmpty();
    }

    /** A worker that has read all links, and a link with this id that asks for a confirmation. */
    private TestWorker start(String linkId) throws Exception {
        ConnectLink signed =
                LinkFixture.signed(LinkFixture.link(linkId, 1, Instant.now()).setConfirmWithinHours(24));
        bench.send(Topics.CONNECT_LINKS.record(linkId, signed));
        TestWorker worker = bench.start(bench.settings().with("links.keys", LinkFixture.publicKeys()));
        await().until(() -> worker.check("connect-links").isOk()
                && worker.check("connect-link-uses").isOk());
        assertThat(worker.components()).contains("held-consents", "lane-confirmations");
        assertThat(worker.metrics()).contains("tokenkeep_exchange_held_consents_limit");
        return worker;
    }

    private void decide(Grant grant, ConsentDecisionKind kind) throws Exception {
        ConsentDecision decision = ConsentDecision.newBuilder()
                .setDecisionId(UUID.randomUUID().toString())
                .setAuthorizationId(grant.id())
                .setKind(kind)
                .setDecidedBy("key-1")
                .setDecidedAt(Instant.now())
                .build();
        bench.send(Topics.CONSENT_DECISIONS.record(grant.id(), decision));
    }

    private HeldConsent awaitHeld(Grant grant) {
        return Objects.requireNonNull(TopicTail.value(
                Topics.HELD_CONSENTS,
                bench.tail(Topics.HELD_CONSENTS.name()).await(record -> TopicTail.hasKey(record, grant.id()))));
    }

    private void awaitForgotten(Grant grant) {
        ConsumerRecord<byte[], byte[]> last = bench.tail(Topics.HELD_CONSENTS.name())
                .await(record -> TopicTail.hasKey(record, grant.id()) && record.value() == null);
        assertThat(last.value()).isNull();
    }

    private List<Token> tokens(Grant grant) {
        return bench.tail(Topics.TOKENS.name()).records().stream()
                .map(record -> TopicTail.value(Topics.TOKENS, record))
                .filter(Objects::nonNull)
                .filter(token -> grant.id().equals(token.getAuthorizationId()))
                .toList();
    }
}
