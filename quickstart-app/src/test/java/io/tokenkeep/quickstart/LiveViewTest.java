package io.tokenkeep.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.ActionResult;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class LiveViewTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final LiveView view = new LiveView(
            new PrintStream(out, true, UTF_8), ZoneOffset.UTC, new EndedRedirects(registry), InstantSource.fixed(NOON));

    @Test
    void failureIsReportedWithItsReason() throws Exception {
        tell(AuthorizationState.FAILED, AuthorizationReason.CODE_SPENT);

        assertThat(out.toString(UTF_8)).contains("12:00:00", "not connected", "code spent");
    }

    @Test
    void consentOfWhichNobodyCanTellIsNoFailure() throws Exception {
        tell(AuthorizationState.UNDETERMINED, AuthorizationReason.TOO_LATE);

        assertThat(out.toString(UTF_8))
                .contains("undetermined", "too late", "no failure")
                .doesNotContain("not connected");
    }

    @Test
    void endOfAnActionIsReportedWithItsResult() throws Exception {
        AccountEvent event = AccountEvent.newBuilder()
                .setEventId("e")
                .setAccount("threads-main:1")
                .setKind(EventKind.ACTION_ENDED)
                .setAt(NOON)
                .setFailureClass(FailureClass.NONE)
                .setOrderedAt(NOON)
                .setSequence(0)
                .setRequestId("r")
                .setActionResult(ActionResult.CURRENT_KEPT)
                .build();
        view.record(new ConsumerRecord<>(
                Topics.ACCOUNT_EVENTS.name(),
                0,
                0,
                "threads-main:1".getBytes(UTF_8),
                Topics.ACCOUNT_EVENTS.codec().encode(event)));
        view.round();

        assertThat(out.toString(UTF_8)).matches("12:00:00 {2}action ended +threads-main:1 +current kept\\s*\\R");
    }

    @Test
    void cancelIsReportedOnceWithItsReason() {
        redirect("cancelled");
        view.round();
        view.round();

        assertThat(out.toString(UTF_8)).matches("12:00:00 {2}not connected +cancelled +threads-main\\s*\\R");
    }

    @Test
    void everyOneIsReported() {
        redirect("cancelled");
        redirect("cancelled");
        redirect("state-expired");
        view.round();

        assertThat(out.toString(UTF_8).lines()).hasSize(3).anyMatch(line -> line.contains("state expired"));
    }

    @Test
    void whoGoesOnIsReportedByTheTopics() {
        redirect("published");
        redirect("repeated");
        view.round();

        assertThat(out.size()).isZero();
    }

    private void redirect(String result) {
        registry.counter("tokenkeep.callback.redirects", "app", "threads-main", "result", result)
                .increment();
    }

    private void tell(AuthorizationState state, AuthorizationReason reason) throws UnreadableRecordException {
        AuthorizationOutcome outcome = AuthorizationOutcome.newBuilder()
                .setAuthorizationId("id")
                .setApp("main")
                .setState(state)
                .setReason(reason)
                .setDecidedAt(NOON)
                .build();
        view.record(new ConsumerRecord<>(
                Topics.AUTHORIZATION_OUTCOMES.name(),
                0,
                0,
                "id".getBytes(UTF_8),
                Topics.AUTHORIZATION_OUTCOMES.codec().encode(outcome)));
    }
}
