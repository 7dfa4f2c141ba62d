package io.tokenkeep.exchange.provider.meta;

import static io.tokenkeep.exchange.provider.meta.ProviderBench.failure;
import static io.tokenkeep.exchange.provider.meta.ProviderBench.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.kit.provider.ProviderDescription;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Switch;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contradictions of 2026 against the simulator, over real HTTP. */
class NewerContradictionsTest {

    private static final Duration SIXTY_DAYS = Duration.ofDays(60);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void k43_deadTokenThatIsCalledMissingIsDead(boolean inspectionForAll) {
        try (FamilyBench threads = new FamilyBench(MetaDescriptions.THREADS)) {
            threads.turnOn(Switch.K43_DEAD_TOKEN_IS_MISSING);
            if (inspectionForAll) {
                threads.turnOn(Switch.DEBUG_OPEN_TO_ALL);
            }
            Secret living = threads.longLived("anna", "threads_basic");
            threads.bench.clock.advance(SIXTY_DAYS.minusDays(1));
            Secret other = threads.longLived("berta", "threads_basic");
            threads.bench.clock.advance(Duration.ofDays(2));

            assertThat(failure(threads.bench.call(() -> threads.provider().me(living)))
                            .kind())
                    .isEqualTo(FailureKind.REAUTHORIZE);
            assertThat(failure(threads.bench.call(() -> threads.provider().refresh(living)))
                            .kind())
                    .isEqualTo(FailureKind.REAUTHORIZE);
            given(threads.bench.call(() -> threads.provider().me(other)));
            given(threads.bench.call(() -> threads.provider().refresh(other)));
        }
    }

    @Test
    void k46_grantIsTakenBackByARealDelete() {
        try (FamilyBench facebook = new FamilyBench(MetaDescriptions.FACEBOOK)) {
            Secret token = facebook.longLived("anna", "pages_show_list");
            String id = facebook.bench.simulator.people().named("anna").idText();

            given(facebook.bench.call(() -> facebook.provider().revoke(token, id)));

            assertThat(facebook.bench.simulator.tokens().alive(token.reveal())).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "threads, K47_CHECKPOINT_WITHOUT_SUBCODE",
        "threads, K47_SUSPENDED_ACCOUNT",
        "instagram, K47_CHECKPOINT_WITHOUT_SUBCODE",
        "instagram, K47_SUSPENDED_ACCOUNT",
        "facebook, K47_CHECKPOINT_WITHOUT_SUBCODE",
        "facebook, K47_SUSPENDED_ACCOUNT"
    })
    void k47_checkpointInAMessageAloneIsThePersonsToResolve(String provider, Switch message) {
        ProviderDescription kind = MetaDescriptions.of(provider);
        try (FamilyBench family = new FamilyBench(kind)) {
            family.turnOn(message);
            Secret token = family.longLived("anna", kind.leastScope());
            family.bench.clock.advance(Duration.ofDays(2));
            family.bench
                    .simulator
                    .tokens()
                    .revoke(issued -> issued.value().equals(token.reveal()), IssuedToken.CHECKPOINTED);

            assertThat(failure(family.bench.call(() -> family.provider().me(token)))
                            .kind())
                    .isEqualTo(FailureKind.USER_ACTION);
            assertThat(failure(family.bench.call(() -> family.provider().refresh(token)))
                            .kind())
                    .isEqualTo(FailureKind.USER_ACTION);
            if (kind.equals(MetaDescriptions.FACEBOOK)) {
                assertThat(Objects.requireNonNull(given(family.bench.call(
                                                () -> family.provider().inspect(token)))
                                        .problem())
                                .kind())
                        .isEqualTo(FailureKind.USER_ACTION);
            }
        }
    }

    @Test
    void k48_tokenOfTheWrongKindIsNoDeadToken() {
        try (FamilyBench facebook = new FamilyBench(MetaDescriptions.FACEBOOK)) {
            Secret token = facebook.longLived("anna", "pages_show_list");
            facebook.turnOn(Switch.K48_WRONG_KIND_OF_TOKEN);

            assertThat(failure(facebook.bench.call(() -> facebook.provider().me(token)))
                            .kind())
                    .isEqualTo(FailureKind.BAD_REQUEST);
            assertThat(facebook.bench.simulator.tokens().alive(token.reveal())).isTrue();
        }
    }
}
