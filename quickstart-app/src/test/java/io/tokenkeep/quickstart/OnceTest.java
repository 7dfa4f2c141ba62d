package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.avro.TokenState;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OnceTest {

    private static final String REFRESH = "command";

    private final Tally seen = new Tally();
    private final AtomicLong nanos = new AtomicLong();
    private final Once once = new Once(4, seen, nanos::get, 0);

    @Test
    void accountThatIsNotDoneWhenTimeRunsOutHasFailed() throws Exception {
        seen("done", REFRESH, true);
        seen("never refreshed", null, true);
        seen("broken since", REFRESH, true);
        seen("broken since", REFRESH, false);
        nanos.set(Once.LIMIT.toNanos());

        assertThat(once.await()).isFalse();

        assertThat(once.report()).isEqualTo("{\"connected\":3,\"refreshed\":2,\"failed\":3,\"seconds\":120.0}");
        assertThat(once.reason())
                .isEqualTo("of 4 accounts 3 were seen connected, 2 refreshed and 1 with a token that does not work,"
                        + " within 120 s");
    }

    @Test
    void nobodySeenIsEverybodyFailed() throws Exception {
        nanos.set(Once.LIMIT.toNanos());

        assertThat(once.await()).isFalse();

        assertThat(once.report()).contains("\"failed\":4");
    }

    @Test
    void accountThatNeverWorkedIsCountedOnce() {
        seen("broken from the start", null, false);

        assertThat(once.report()).contains("\"connected\":0,\"refreshed\":0,\"failed\":4");
    }

    @Test
    void allConnectedAndRefreshedIsComplete() throws Exception {
        for (String account : new String[] {"a", "b", "c", "d"}) {
            seen(account, null, true);
            seen(account, REFRESH, true);
        }
        nanos.set(21_900_000_000L);

        assertThat(once.await()).isTrue();

        assertThat(once.report()).isEqualTo("{\"connected\":4,\"refreshed\":4,\"failed\":0,\"seconds\":21.9}");
    }

    private void seen(String account, @Nullable String commandId, boolean works) {
        Instant time = Instant.parse("2026-11-23T08:00:00Z");
        Token token = Token.newBuilder()
                .setApp("threads-main")
                .setAccountId(account)
                .setKind(TokenKind.USER)
                .setState(TokenState.LIVE)
                .setLifetime(Lifetime.LONG_LIVED)
                .setAuthorizedAt(time)
                .setOrderedAt(time)
                .setSequence(0)
                .setCommandId(commandId)
                .build();
        seen.add(account, token, works);
    }
}
