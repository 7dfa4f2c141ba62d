package io.tokenkeep.exchange.provider;

import static io.tokenkeep.exchange.provider.ProviderBench.failure;
import static io.tokenkeep.exchange.provider.ProviderBench.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.kit.config.ProviderKind;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.simulator.registry.Switch;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An app whose dashboard requires the secret's proof is served as any other, at each provider. */
class SecretProofContractTest {

    @ParameterizedTest
    @EnumSource(ProviderKind.class)
    void everyCallWithATokenProvesTheSecret(ProviderKind kind) {
        try (FamilyBench family = new FamilyBench(kind)) {
            family.turnOn(Switch.REQUIRE_APP_SECRET);
            family.turnOn(Switch.DEBUG_OPEN_TO_ALL);
            Secret token = family.longLived("anna", kind.leastScope());
            family.bench.clock.advance(Duration.ofDays(2));

            given(family.bench.call(() -> family.provider().me(token)));
            LongLived next = given(family.bench.call(() -> family.provider().refresh(token)));

            given(family.bench.call(() -> family.provider().me(next.token())));
            if (kind != ProviderKind.INSTAGRAM) {
                given(family.bench.call(() -> family.provider().inspect(next.token())));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ProviderKind.class)
    void refusedProofTriesTheNextSecret(ProviderKind kind) {
        try (FamilyBench family = new FamilyBench(kind)) {
            Secret token = family.longLived("anna", kind.leastScope());
            family.bench.clock.advance(Duration.ofDays(2));

            Provider rotating = family.provider(false, "secret-that-is-to-come", FamilyBench.SECRET);
            given(family.bench.call(() -> rotating.refresh(token)));

            Provider fresh = family.provider(false, "secret-that-is-to-come", FamilyBench.SECRET);
            given(family.bench.call(() -> fresh.me(token)));
            Provider wrong = family.provider(false, "secret-that-is-to-come");
            assertThat(failure(family.bench.call(() -> wrong.me(token))).kind()).isEqualTo(FailureKind.MISCONFIGURED);
        }
    }
}
