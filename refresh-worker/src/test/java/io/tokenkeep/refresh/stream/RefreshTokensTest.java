package io.tokenkeep.refresh.stream;

import static io.tokenkeep.refresh.Fixtures.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.RefreshCommand;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.Fixtures;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts whose provider gives refresh tokens. */
class RefreshTokensTest {

    private static final Duration STEP = Duration.ofMinutes(1);

    private World world;

    @BeforeEach
    void begin(@TempDir Path directory) {
        world = new World(directory);
        world.read(Token.newBuilder(Fixtures.consented(KEY, World.START))
                .setProvider(World.WITH_REFRESH_TOKENS)
                .build());
        world.events();
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void tokenPastItsEndIsRefreshedAndNotVerified() {
        world.pass(Fixtures.LIFETIME.plusDays(1));

        RefreshCommand refresh = world.command(CommandKind.REFRESH);

        world.read(Fixtures.refreshed(refresh, world.now()));
        assertThat(world.status().getState()).isEqualTo(StatusState.CONNECTED);
    }

    @Test
    void timeWithoutTheProviderEndsNoTokenThatARefreshTokenExtends() {
        world.pass(Fixtures.LIFETIME);
        world.answer(world.command(CommandKind.REFRESH), RefreshResult.TRY_AGAIN, FailureClass.TRANSIENT);
        for (int i = 0; i < 3; i++) {
            world.passUntilCommand(STEP, Duration.ofDays(2));
            world.answer(world.command(CommandKind.REFRESH), RefreshResult.TRY_AGAIN, FailureClass.TRANSIENT)
                    .pass(Duration.ofDays(3));
        }

        assertThat(world.status().getState()).isEqualTo(StatusState.EXPIRING);
    }

    @Test
    void spentRefreshTokenIsReportedOnceAndTheTokenLivesOn() {
        world.passUntilCommand(STEP, Duration.ofDays(37));
        world.answer(world.command(CommandKind.REFRESH), RefreshResult.REFUSED, FailureClass.REFRESH_TOKEN_SPENT);
        world.passUntilCommand(STEP, Duration.ofDays(2));
        world.answer(world.command(CommandKind.REFRESH), RefreshResult.REFUSED, FailureClass.REFRESH_TOKEN_SPENT);

        assertThat(world.events()).containsExactly(EventKind.REAUTHORIZATION_REQUIRED);
        assertThat(world.status().getState()).isEqualTo(StatusState.EXPIRING);
        assertThat(world.status().getFailureClass()).isEqualTo(FailureClass.REFRESH_TOKEN_SPENT);
        assertThat(world.status().getSealedUnder()).isNotNull();
    }

    @Test
    void answerThatIsFoundLaterRecoversTheAccount() {
        world.passUntilCommand(STEP, Duration.ofDays(37));
        world.answer(world.command(CommandKind.REFRESH), RefreshResult.REFUSED, FailureClass.REFRESH_TOKEN_SPENT);
        world.passUntilCommand(STEP, Duration.ofDays(2));

        world.read(Fixtures.refreshed(world.command(CommandKind.REFRESH), world.now()));

        assertThat(world.status().getState()).isEqualTo(StatusState.CONNECTED);
        assertThat(world.events())
                .containsExactly(EventKind.REAUTHORIZATION_REQUIRED, EventKind.REFRESHED, EventKind.RECOVERED);
    }

    @Test
    void tokenPastItsEndWithoutARefreshTokenIsDeadOnASecondAnswer() {
        world.pass(Fixtures.LIFETIME);
        world.answer(world.command(CommandKind.REFRESH), RefreshResult.REFUSED, FailureClass.REFRESH_TOKEN_SPENT);
        world.pass(Duration.ofHours(2));
        world.answer(world.command(CommandKind.REFRESH), RefreshResult.REFUSED, FailureClass.REFRESH_TOKEN_SPENT)
                .pass(Duration.ofSeconds(2));

        assertThat(world.status().getState()).isEqualTo(StatusState.REAUTHORIZATION_REQUIRED);
    }
}
