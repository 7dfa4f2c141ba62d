package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.TestSettings.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.exchange.Grants.Grant;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.FaultRule;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.registry.Person;
import io.tokenkeep.simulator.registry.Presentation.Result;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

/** From a code on its topic to an outcome on its own, whatever the provider does. */
class CodesIT extends BenchFixture {

    private static final String GROUP = "tokenkeep-exchange-codes";

    @Test
    void codeBecomesASealedTokenThatWorks() throws Exception {
        TestWorker worker = bench.start(bench.settings());

        Grant grant = grants.grant(MAIN);
        RecordMetadata written = grants.publish(grant);

        AuthorizationOutcome outcome = grants.await(grant, AuthorizationState.CONNECTED);
        Person person = bench.simulator().people().named(grant.username());
        Token token = token(grant);
        assertThat(outcome.getReason()).isEqualTo(AuthorizationReason.NONE);
        assertThat(outcome.getAccounts()).singleElement().satisfies(account -> {
            assertThat(account.getAccount()).isEqualTo(MAIN + ":" + person.idText());
            assertThat(account.getDisplayName()).isEqualTo(grant.username());
        });
        assertThat(token.getState()).isEqualTo(TokenState.LIVE);
        assertThat(token.getKind()).isEqualTo(TokenKind.USER);
        assertThat(token.getLifetime()).isEqualTo(Lifetime.LONG_LIVED);
        assertThat(token.getClient()).isEqualTo("client-of-" + grant.username());
        assertThat(token.getDisplayName()).isEqualTo(grant.username());
        assertThat(token.getOrderedAt()).isEqualTo(Instant.ofEpochMilli(written.timestamp()));
        assertThat(token.getAuthorizedAt()).isEqualTo(token.getOrderedAt());
        assertThat(token.getSequence()).isZero();
        assertThat(token.getCommandId()).isNull();
        Instant issuedAt = Objects.requireNonNull(token.getIssuedAt());
        assertThat(token.getExpiresAt()).isEqualTo(issuedAt.plus(Duration.ofDays(60)));
        assertThat(token.getRefreshableAt()).isEqualTo(issuedAt.plus(Duration.ofHours(24)));
        assertThat(bench.simulator().tokens().alive(opened(token))).isTrue();
        assertThat(grants.presentations(grant)).containsExactly(Result.ISSUED);
        assertThat(worker.metrics())
                .contains("tokenkeep_exchange_connected_seconds_count")
                .doesNotContain(grant.id());
    }

    @Test
    void sameConsentTwiceIsExchangedOnce() throws Exception {
        Grant grant = grants.consent(MAIN);
        grants.publish(grant);
        bench.start(bench.settings());

        grants.await(grant, AuthorizationState.CONNECTED);
        grants.publish(grant);
        bench.awaitCommitted(GROUP, Topics.AUTHORIZATION_CODES.name());

        assertThat(grants.presentations(grant)).containsExactly(Result.ISSUED);
        assertThat(grants.outcomes(grant)).hasSize(1);
    }

    @Test
    void lostAnswerEndsAsSpentAfterASecondLook() throws Exception {
        bench.simulator().switches().turnOn(Switch.SECOND_USE_REVOKES);
        bench.simulator().inject(FaultRule.on(Endpoint.CODE, Fault.resetAfter()).once());
        bench.start(bench.settings().with("provider.timeout", "1s"));

        Grant grant = grants.consent(MAIN);

        AuthorizationOutcome outcome = grants.await(grant, AuthorizationState.FAILED);
        assertThat(outcome.getReason()).isEqualTo(AuthorizationReason.CODE_SPENT);
        assertThat(grants.presentations(grant)).containsExactly(Result.ISSUED, Result.USED);
    }

    @Test
    void transientFailuresAreWaitedOutAndPublishedOnce() throws Exception {
        bench.simulator().inject(FaultRule.on(Endpoint.CODE, Fault.status(503)).times(2));
        bench.simulator().inject(FaultRule.on(Endpoint.CODE, Fault.blankToken()).once());
        bench.simulator().inject(FaultRule.on(Endpoint.CODE, Fault.html()).once());
        bench.start(bench.settings());

        Grant grant = grants.consent(MAIN);

        grants.await(grant, AuthorizationState.CONNECTED);
        assertThat(grants.outcomes(grant)).hasSize(2).first().satisfies(waiting -> {
            assertThat(waiting.getState()).isEqualTo(AuthorizationState.WAITING);
            assertThat(waiting.getReason()).isEqualTo(AuthorizationReason.PROVIDER_UNAVAILABLE);
            assertThat(waiting.getWaitingUntil()).isAfter(Instant.now().plus(Duration.ofMinutes(50)));
        });
        assertThat(grants.presentations(grant))
                .containsExactly(Result.NONE, Result.NONE, Result.NONE, Result.NONE, Result.ISSUED);
    }

    @Test
    void upgradeThatFailsIsRepeatedAndTheCodeIsNot() throws Exception {
        bench.simulator()
                .inject(FaultRule.on(Endpoint.UPGRADE, Fault.status(500)).times(2));
        bench.simulator()
                .inject(FaultRule.on(Endpoint.UPGRADE, Fault.resetAfter()).once());
        bench.start(bench.settings());

        Grant grant = grants.consent(MAIN);

        grants.await(grant, AuthorizationState.CONNECTED);
        assertThat(grants.presentations(grant)).containsExactly(Result.ISSUED);
    }

    @Test
    void nameThatCannotBeAskedIsNotWaitedFor() throws Exception {
        bench.simulator().inject(FaultRule.on(Endpoint.ME, Fault.status(503)));
        bench.start(bench.settings());

        Grant grant = grants.consent(MAIN);

        AuthorizationOutcome outcome = grants.await(grant, AuthorizationState.CONNECTED);
        assertThat(outcome.getAccounts().get(0).getDisplayName()).isNull();
    }

    @Test
    void oldCodeIsExpiredAndNotPresented() throws Exception {
        Grant grant = grants.grant(MAIN);
        Instant written = Instant.ofEpochMilli(grants.publish(grant).timestamp());
        await().until(() -> Instant.now().isAfter(written.plusSeconds(1)));

        bench.start(bench.settings().with("code.lifetime", "1s"));

        assertThat(grants.await(grant, AuthorizationState.FAILED).getReason())
                .isEqualTo(AuthorizationReason.CODE_EXPIRED);
        assertThat(grants.presentations(grant)).isEmpty();
    }

    @Test
    void codeThatExpiredAtTheProviderIsSpent() throws Exception {
        Grant grant = grants.grant(MAIN);
        bench.simulator().time().advance(Duration.ofHours(2));
        grants.publish(grant);
        bench.start(bench.settings().with("provider.timeout", "1s"));

        assertThat(grants.await(grant, AuthorizationState.FAILED).getReason())
                .isEqualTo(AuthorizationReason.CODE_SPENT);
    }

    private Token token(Grant grant) {
        String account =
                MAIN + ":" + bench.simulator().people().named(grant.username()).idText();
        return Objects.requireNonNull(TopicTail.value(
                Topics.TOKENS, bench.tail(Topics.TOKENS.name()).await(record -> TopicTail.hasKey(record, account))));
    }

    private static String opened(Token token) throws Exception {
        return new Opener(KeySet.parse(TestSettings.TOKENS_KEYS), Purpose.ACCESS_TOKEN)
                .open(token.getApp() + ":" + token.getAccountId(), Objects.requireNonNull(token.getSealedToken()));
    }
}
