package io.tokenkeep.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class LiveViewTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final LiveView view = new LiveView(new PrintStream(told, true, UTF_8), ZoneOffset.UTC);

    @Test
    void failureIsToldWithItsReason() throws Exception {
        tell(AuthorizationState.FAILED, AuthorizationReason.CODE_SPENT);

        assertThat(told.toString(UTF_8)).contains("12:00:00", "not connected", "code spent");
    }

    @Test
    void consentOfWhichNobodyCanTellIsNoFailure() throws Exception {
        tell(AuthorizationState.UNDETERMINED, AuthorizationReason.TOO_LATE);

        assertThat(told.toString(UTF_8))
                .contains("undetermined", "too late", "no failure")
                .doesNotContain("not connected");
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
