package io.tokenkeep.console.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.kit.provider.ProviderDescription.Capability;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class CapabilitiesTest {

    private final Capabilities capabilities = new Capabilities(MetaDescriptions.CATALOGUE);

    @Test
    void grantedScopesDecideAndMissingOnesAreNamed() {
        AccountStatus status = threads(StatusState.CONNECTED);

        assertThat(capabilities.now(status)).containsExactly(Capability.READ, Capability.PUBLISH);
        assertThat(capabilities.of(status).get(2))
                .isEqualTo(new Capabilities.Possible(
                        Capability.INSIGHTS, false, List.of("threads_manage_insights"), null));
    }

    @ParameterizedTest
    @EnumSource(
            value = StatusState.class,
            mode = Mode.EXCLUDE,
            names = {"CONNECTED", "EXPIRING"})
    void accountWhoseTokenTheProviderRefusesCanDoNothing(StatusState state) {
        assertThat(capabilities.now(threads(StatusState.EXPIRING))).isNotEmpty();
        assertThat(capabilities.now(threads(state))).isEmpty();
        assertThat(capabilities.of(threads(state))).hasSize(3);
    }

    @Test
    void pageNeedsTheTaskToo() {
        AccountStatus.Builder page = TestStatus.of("1", StatusState.CONNECTED)
                .setProvider("facebook")
                .setKind(TokenKind.PAGE)
                .setScopes(List.of("pages_read_engagement", "pages_manage_posts", "read_insights"))
                .setTasks(List.of("ANALYZE"));

        assertThat(capabilities.now(page.build())).containsExactly(Capability.READ, Capability.INSIGHTS);
        assertThat(capabilities.of(page.build()).get(1).missingTask()).isEqualTo("CREATE_CONTENT");
        assertThat(capabilities.of(page.setKind(TokenKind.USER).build())).isEmpty();
    }

    @Test
    void whereNobodySaysWhatWasGrantedNothingButWhatIsKnownToBeMissingIsMissing() {
        AccountStatus.Builder status =
                TestStatus.of("1", StatusState.CONNECTED).setProvider("threads").setScopes(List.of());

        assertThat(capabilities.now(status.build()))
                .containsExactly(Capability.READ, Capability.PUBLISH, Capability.INSIGHTS);
        assertThat(capabilities.now(status.setMissingScopes(List.of("threads_manage_insights"))
                        .build()))
                .containsExactly(Capability.READ, Capability.PUBLISH);
    }

    @Test
    void pageOfUnknownTasksLacksNone() {
        AccountStatus page = TestStatus.of("1", StatusState.CONNECTED)
                .setProvider("facebook")
                .setKind(TokenKind.PAGE)
                .setScopes(List.of("pages_read_engagement", "pages_manage_posts", "read_insights"))
                .setTasks(List.of())
                .build();

        assertThat(capabilities.now(page)).contains(Capability.PUBLISH);
    }

    @Test
    void nothingIsKnownOfAnUnknownProvider() {
        assertThat(capabilities.of(TestStatus.of("1", StatusState.CONNECTED)
                        .setProvider("elsewhere")
                        .build()))
                .isEmpty();
    }

    private static AccountStatus threads(StatusState state) {
        return TestStatus.of("1", state)
                .setProvider("threads")
                .setScopes(List.of("threads_basic", "threads_content_publish"))
                .build();
    }
}
