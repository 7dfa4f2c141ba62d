package io.tokenkeep.exchange;

import static io.tokenkeep.exchange.TestSettings.MAIN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.exchange.Grants.Grant;
import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.FaultRule;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Presentation.Result;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What a worker makes of what another one, or nobody, left behind. */
class ResumingIT extends BenchFixture {

    private static final String GROUP = "tokenkeep-exchange-codes";

    @Test
    void answerInProgressIsTakenUpAndTheCodeNotPresented() throws Exception {
        Grant grant = grants.grant(MAIN);
        bench.send(Answered.checkpoint(grant, answer(grant)));
        grants.publish(grant);

        TestWorker worker = bench.start(bench.settings());

        grants.await(grant, AuthorizationState.CONNECTED);
        assertThat(grants.presentations(grant)).isEmpty();
        assertThat(worker.metrics()).contains("tokenkeep_exchange_resumed_total");
        assertThat(isFinished(grant)).isTrue();
    }

    @Test
    void finishedCodeIsSkipped() throws Exception {
        Grant grant = grants.grant(MAIN);
        bench.send(Topics.AUTHORIZATION_PROGRESS.record(grant.id(), null));
        grants.publish(grant);

        bench.start(bench.settings());
        bench.awaitCommitted(GROUP, Topics.AUTHORIZATION_CODES.name());

        assertThat(grants.presentations(grant)).isEmpty();
        assertThat(grants.outcomes(grant)).isEmpty();
    }

    @Test
    void answerThatHasExpiredMeanwhileIsAFailedOutcome() throws Exception {
        Grant grant = grants.grant(MAIN);
        Instant longAgo = Instant.now().minus(Duration.ofHours(3));
        bench.send(Answered.checkpoint(
                grant,
                "{\"access_token\":\"THAA-long-dead\",\"account_id\":\"1\",\"ends_at\":" + longAgo.toEpochMilli() + "}",
                longAgo));
        grants.publish(grant);

        bench.start(bench.settings());

        assertThat(grants.await(grant, AuthorizationState.FAILED).getReason())
                .isEqualTo(AuthorizationReason.CODE_EXPIRED);
        assertThat(grants.presentations(grant)).isEmpty();
    }

    @Test
    void answerThatNobodyCanReadIsAFailedOutcome() throws Exception {
        Grant grant = grants.grant(MAIN);
        bench.send(Answered.checkpoint(grant, "{\"something\":\"else\"}", Instant.now()));
        grants.publish(grant);

        bench.start(bench.settings());

        assertThat(grants.await(grant, AuthorizationState.FAILED).getReason())
                .isEqualTo(AuthorizationReason.BAD_REQUEST);
        assertThat(grants.presentations(grant)).isEmpty();
    }

    @Test
    void secondLookFindsAnothersAnswerAndConnectsWhenItsTokenLives() throws Exception {
        Grant grant = secondLook();

        AuthorizationOutcome outcome = grants.await(grant, AuthorizationState.CONNECTED);

        assertThat(outcome.getReason()).isEqualTo(AuthorizationReason.NONE);
        assertThat(grants.presentations(grant)).containsExactly(Result.ISSUED, Result.USED);
    }

    @Test
    void secondLookFindsAnothersAnswerAndSaysReconnectWhenTheSecondUseKilledIt() throws Exception {
        bench.simulator().switches().turnOn(Switch.SECOND_USE_REVOKES);

        Grant grant = secondLook();

        assertThat(grants.await(grant, AuthorizationState.FAILED).getReason())
                .isEqualTo(AuthorizationReason.CODE_SPENT);
    }

    /** The answer is lost here, the code is presented again, and then another worker's checkpoint comes in. */
    private Grant secondLook() throws Exception {
        bench.simulator().inject(FaultRule.on(Endpoint.CODE, Fault.resetAfter()).once());
        bench.start(bench.settings());
        Grant grant = grants.consent(MAIN);
        await().atMost(ExchangeBench.LIMIT)
                .until(() -> grants.presentations(grant).contains(Result.USED));
        IssuedToken issued = bench.simulator().tokens().ofCode(grant.code()).get(0);
        bench.send(Answered.checkpoint(grant, issued));
        return grant;
    }

    @Test
    void stoppedWorkerHasFinishedCommittedAndLeft() throws Exception {
        bench.simulator()
                .inject(FaultRule.on(Endpoint.CODE, Fault.latency(Duration.ofMillis(500)))
                        .once());
        // So long that who does not leave would still be seen.
        TestWorker worker = bench.start(bench.settings().with("session.timeout", "30s"));
        Grant grant = grants.consent(MAIN);
        await().atMost(ExchangeBench.LIMIT)
                .until(() -> !grants.atProvider(grant).presentations().isEmpty());

        worker.close();

        assertThat(bench.members(GROUP)).isZero();
        assertThat(bench.members("tokenkeep-exchange-commands")).isZero();
        bench.start(bench.settings());
        grants.await(grant, AuthorizationState.CONNECTED);
        assertThat(grants.presentations(grant)).containsExactly(Result.ISSUED);
        assertThat(grants.outcomes(grant)).hasSize(1);
    }

    @Test
    void twoWorkersShareTheWorkAndNoCodeIsPresentedTwice() throws Exception {
        bench.start(bench.settings());
        Grant early = grants.consent(MAIN);
        bench.start(bench.settings());
        List<Grant> all =
                IntStream.range(0, 30).mapToObj(i -> grants.grant(MAIN)).toList();
        for (Grant grant : all) {
            grants.publish(grant);
        }

        grants.await(early, AuthorizationState.CONNECTED);
        all.forEach(grant -> grants.await(grant, AuthorizationState.CONNECTED));

        assertThat(all)
                .allSatisfy(grant -> assertThat(grants.presentations(grant)).containsExactly(Result.ISSUED));
    }

    @Test
    void unreadableCodeIsSetAsideAndTheNextOneConnects() throws Exception {
        bench.start(bench.settings());
        Grant misplaced = grants.grant(MAIN);

        bench.send(new ProducerRecord<>(
                Topics.AUTHORIZATION_CODES.name(), "plain".getBytes(UTF_8), "not a record".getBytes(UTF_8)));
        bench.send(new ProducerRecord<>(Topics.AUTHORIZATION_CODES.name(), "empty".getBytes(UTF_8), null));
        grants.publish(misplaced);
        byte[] itsValue = bench.tail(Topics.AUTHORIZATION_CODES.name())
                .await(record -> TopicTail.hasKey(record, misplaced.id()))
                .value();
        bench.send(new ProducerRecord<>(Topics.AUTHORIZATION_CODES.name(), "another-key".getBytes(UTF_8), itsValue));
        Grant next = grants.consent(MAIN);

        assertThat(deadLetter("plain").value()).isEqualTo("not a record".getBytes(UTF_8));
        assertThat(header(deadLetter("plain"), "topic")).isEqualTo(Topics.AUTHORIZATION_CODES.name());
        assertThat(header(deadLetter("plain"), "reason")).isNotBlank();
        assertThat(header(deadLetter("empty"), "reason")).contains("no value");
        assertThat(header(deadLetter("another-key"), "reason")).contains("differ");
        grants.await(next, AuthorizationState.CONNECTED);
        bench.awaitCommitted(GROUP, Topics.AUTHORIZATION_CODES.name());
    }

    @Test
    void codeWhoseProgressCannotBeReadIsNotPresentedAgain() throws Exception {
        Grant grant = grants.grant(MAIN);
        bench.send(new ProducerRecord<>(
                Topics.AUTHORIZATION_PROGRESS.name(), grant.id().getBytes(UTF_8), new byte[] {1, 2, 3}));
        grants.publish(grant);

        TestWorker worker = bench.start(bench.settings());

        assertThat(grants.await(grant, AuthorizationState.WAITING).getReason())
                .isEqualTo(AuthorizationReason.KEY_UNKNOWN);
        assertThat(grants.atProvider(grant).presentations()).isEmpty();
        assertThat(worker.hasFailed()).isFalse();

        // What was there before the worker had the partition is read at every start, and set aside at none.
        bench.send(new ProducerRecord<>(
                Topics.AUTHORIZATION_PROGRESS.name(), "late".getBytes(UTF_8), new byte[] {1, 2, 3}));
        assertThat(header(deadLetter("late"), "topic")).isEqualTo(Topics.AUTHORIZATION_PROGRESS.name());
        assertThat(bench.tail(Topics.DEAD_LETTERS_NAME).records())
                .noneMatch(letter -> TopicTail.hasKey(letter, grant.id()));

        bench.send(new ProducerRecord<>(
                Topics.AUTHORIZATION_PROGRESS.name(), grant.id().getBytes(UTF_8), null));
        bench.awaitCommitted(GROUP, Topics.AUTHORIZATION_CODES.name());
    }

    /** What the provider would have answered, without a presentation. */
    private IssuedToken answer(Grant grant) {
        return bench.simulator().tokens().issueFor(grants.atProvider(grant));
    }

    private boolean isFinished(Grant grant) {
        var last = bench.tail(Topics.AUTHORIZATION_PROGRESS.name())
                .await(record -> TopicTail.hasKey(record, grant.id()) && record.value() == null);
        return last.value() == null;
    }

    private ConsumerRecord<byte[], byte[]> deadLetter(String key) {
        return bench.tail(Topics.DEAD_LETTERS_NAME).await(record -> TopicTail.hasKey(record, key));
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }
}
