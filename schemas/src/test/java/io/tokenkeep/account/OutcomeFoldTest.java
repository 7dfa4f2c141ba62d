package io.tokenkeep.account;

import static io.tokenkeep.avro.AuthorizationState.CONNECTED;
import static io.tokenkeep.avro.AuthorizationState.FAILED;
import static io.tokenkeep.avro.AuthorizationState.UNKNOWN;
import static io.tokenkeep.avro.AuthorizationState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.AuthorizationReason;
import io.tokenkeep.avro.AuthorizationState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomeFoldTest {

    private final Random random = new Random(9);

    @ParameterizedTest(name = "[{index}] {0} then {1}: {2}")
    @CsvSource(textBlock = """
            UNKNOWN,   UNKNOWN,   next
            UNKNOWN,   WAITING,   next
            UNKNOWN,   FAILED,    next
            UNKNOWN,   CONNECTED, next
            WAITING,   UNKNOWN,   held
            WAITING,   WAITING,   next
            WAITING,   FAILED,    next
            WAITING,   CONNECTED, next
            WAITING,   UNDETERMINED, next
            UNDETERMINED, UNKNOWN,   held
            UNDETERMINED, WAITING,   held
            UNDETERMINED, UNDETERMINED, held
            UNDETERMINED, FAILED,    next
            UNDETERMINED, CONNECTED, next
            FAILED,    UNDETERMINED, held
            CONNECTED, UNDETERMINED, held
            FAILED,    UNKNOWN,   held
            FAILED,    WAITING,   held
            FAILED,    FAILED,    held
            FAILED,    CONNECTED, next
            CONNECTED, UNKNOWN,   held
            CONNECTED, WAITING,   held
            CONNECTED, FAILED,    held
            CONNECTED, CONNECTED, held
            """)
    void successWinsAndTheFirstSettles(AuthorizationState held, AuthorizationState next, String kept) {
        AuthorizationOutcome before = outcome(held, 1);
        AuthorizationOutcome after = outcome(next, 2);

        assertThat(OutcomeFold.fold(before, after)).isSameAs(kept.equals("held") ? before : after);
    }

    @ParameterizedTest
    @EnumSource
    void firstOutcomeIsHeldWhateverItSays(AuthorizationState state) {
        AuthorizationOutcome first = outcome(state, 1);

        assertThat(OutcomeFold.fold(null, first)).isSameAs(first);
    }

    @ParameterizedTest
    @CsvSource({"UNKNOWN,false", "WAITING,false", "UNDETERMINED,true", "FAILED,true", "CONNECTED,true"})
    void whatNoLongerWaitsIsSettled(AuthorizationState state, boolean settled) {
        assertThat(OutcomeFold.settled(outcome(state, 1))).isEqualTo(settled);
    }

    @Test
    void anyOrderAndAnyRepetitionSettlesTheSame() {
        List<AuthorizationOutcome> success =
                List.of(outcome(WAITING, 1), outcome(UNKNOWN, 2), outcome(FAILED, 3), outcome(CONNECTED, 4));
        List<AuthorizationOutcome> failure = List.of(outcome(WAITING, 1), outcome(WAITING, 2), outcome(FAILED, 3));
        for (int round = 0; round < 200; round++) {
            assertThat(read(null, shuffledWithRepeats(success))).isEqualTo(outcome(CONNECTED, 4));
            assertThat(read(null, shuffledWithRepeats(failure))).isEqualTo(outcome(FAILED, 3));
        }
    }

    @Test
    void readingTheLogAgainLeavesTheFirstSettledOne() {
        List<AuthorizationOutcome> log = List.of(
                outcome(WAITING, 1),
                outcome(FAILED, 2),
                outcome(FAILED, 3),
                outcome(CONNECTED, 4),
                outcome(CONNECTED, 5));
        AuthorizationOutcome once = read(null, log);

        assertThat(once).isEqualTo(outcome(CONNECTED, 4));
        assertThat(read(once, log)).isSameAs(once);
    }

    private List<AuthorizationOutcome> shuffledWithRepeats(List<AuthorizationOutcome> outcomes) {
        List<AuthorizationOutcome> delivered = new ArrayList<>(outcomes);
        delivered.addAll(outcomes.subList(0, random.nextInt(outcomes.size())));
        Collections.shuffle(delivered, random);
        return delivered;
    }

    private static @Nullable AuthorizationOutcome read(
            @Nullable AuthorizationOutcome start, List<AuthorizationOutcome> log) {
        AuthorizationOutcome held = start;
        for (AuthorizationOutcome next : log) {
            held = OutcomeFold.fold(held, next);
        }
        return held;
    }

    private static AuthorizationOutcome outcome(AuthorizationState state, int minute) {
        return AuthorizationOutcome.newBuilder()
                .setAuthorizationId("an-authorization")
                .setApp("threads-main")
                .setState(state)
                .setReason(AuthorizationReason.NONE)
                .setDecidedAt(Tokens.CONSENT.plusSeconds(60L * minute))
                .build();
    }
}
