package io.tokenkeep.exchange.provider.meta;

import static io.tokenkeep.exchange.provider.meta.ProviderBench.failure;
import static io.tokenkeep.exchange.provider.meta.ProviderBench.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.provider.Provider;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.kit.provider.ProviderDescription;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import io.tokenkeep.simulator.registry.Switch;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An app whose dashboard requires the secret's proof is served as any other, at each provider. */
class SecretProofContractTest {

    static List<ProviderDescription> providers() {
        return MetaDescriptions.CATALOGUE.all();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void everyCallWithATokenProvesTheSecret(ProviderDescription kind) {
        try (FamilyBench family = new FamilyBench(kind)) {
            family.turnOn(Switch.REQUIRE_APP_SECRET);
            family.turnOn(Switch.DEBUG_OPEN_TO_ALL);
            Secret token = family.longLived("anna", kind.leastScope());
            family.bench.clock.advance(Duration.ofDays(2));

            given(family.bench.call(() -> family.provider().me(token)));
            LongLived next = given(family.bench.call(() -> family.provider().refresh(token)));

            given(family.bench.call(() -> family.provider().me(next.token())));
            if (!kind.equals(MetaDescriptions.INSTAGRAM)) {
                given(family.bench.call(() -> family.provider().inspect(next.token())));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void refusedProofTriesTheNextSecret(ProviderDescription kind) {
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
