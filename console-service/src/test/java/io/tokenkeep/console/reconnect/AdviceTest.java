package io.tokenkeep.console.reconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.console.account.TestStatus;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdviceTest {

    @ParameterizedTest
    @CsvSource({
        "EXPIRING,                 TRANSIENT,          USER, Nothing is interrupted until then",
        "REAUTHORIZATION_REQUIRED, REAUTHORIZE,        USER, The access has ended",
        "REAUTHORIZATION_REQUIRED, PERMISSION_MISSING, USER, leave all permissions on",
        "USER_ACTION_REQUIRED,     USER_ACTION,        USER, the account then goes on by itself",
        "DEAUTHORIZED,             NONE,               USER, If that was a mistake",
        "REAUTHORIZATION_REQUIRED, NONE,               PAGE, Somebody who manages the Page",
        "REAUTHORIZATION_REQUIRED, PERMISSION_MISSING, PAGE, leave the Page and all permissions on",
        "EXPIRING,                 TRANSIENT,          PAGE, leave the Page selected",
        "USER_ACTION_REQUIRED,     USER_ACTION,        PAGE, the Page then goes on by itself",
        "DEAUTHORIZED,             NONE,               PAGE, somebody else who manages the Page"
    })
    void adviceSaysWhatHappenedAndWhoDoesWhat(StatusState state, FailureClass failure, TokenKind kind, String part) {
        assertThat(advice(state, failure, kind)).contains(part).contains("open the link");
    }

    @Test
    void eachStateHasItsOwnAdvice() {
        List<String> all = Arrays.stream(StatusState.values())
                .filter(Reconnection::isNeededIn)
                .flatMap(state -> List.of(TokenKind.USER, TokenKind.PAGE).stream()
                        .map(kind -> advice(state, FailureClass.NONE, kind)))
                .toList();

        assertThat(all).hasSize(8).doesNotHaveDuplicates();
    }

    private static String advice(StatusState state, FailureClass failure, TokenKind kind) {
        return Advice.of(Reconnection.of(
                "threads-main:17",
                TestStatus.of("17", state)
                        .setKind(kind)
                        .setFailureClass(failure)
                        .build()));
    }
}
