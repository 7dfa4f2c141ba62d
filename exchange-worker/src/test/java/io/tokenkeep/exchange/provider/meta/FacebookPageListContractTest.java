package io.tokenkeep.exchange.provider.meta;

import static io.tokenkeep.exchange.provider.meta.ProviderBench.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.exchange.provider.Bucket;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.PageGrant;
import io.tokenkeep.exchange.provider.PageList;
import io.tokenkeep.exchange.provider.PageWithoutToken;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.FaultRule;
import io.tokenkeep.simulator.fault.RateLimit;
import io.tokenkeep.simulator.registry.Person;
import io.tokenkeep.simulator.registry.Switch;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a list of Pages says of the Pages and of itself, against the simulator, by the numbers of the contradictions. */
class FacebookPageListContractTest {

    private static final String[] ALL = {"pages_show_list", "pages_read_engagement", "instagram_basic"};

    private final FamilyBench facebook = new FamilyBench(MetaDescriptions.FACEBOOK);
    private final ProviderBench bench = facebook.bench;

    @AfterEach
    void close() {
        facebook.close();
    }

    @Test
    void k26_pageThatMayNotBeActedForIsWithheld() {
        Secret token = facebook.longLived("anna", "pages_show_list");
        String id = bench.simulator.people().named("anna").idText();

        PageList list = bench.call(() -> facebook.provider().pages(token, id, Duration.ofMinutes(2)));
        assertThat(list.pages()).isEmpty();
        assertThat(list.missing())
                .hasSize(2)
                .extracting(PageWithoutToken::reason)
                .containsOnly(PageWithoutToken.Reason.NO_TOKEN);
        assertThat(list.failure()).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void k40_limitOfAPageTellsItsMinutesUnderEitherHeader(boolean brief) {
        Secret token = facebook.longLived("anna", ALL);
        String id = bench.simulator.people().named("anna").idText();
        if (brief) {
            facebook.turnOn(Switch.K40_SHORT_HEADER_NAME);
        }
        bench.simulator.inject(FaultRule.on(
                io.tokenkeep.simulator.http.Endpoint.ACCOUNTS, Fault.rateLimit(new RateLimit(80001, 400, 19, null))));

        assertThat(bench.call(() -> facebook.provider().pages(token, id, Duration.ofMinutes(2)))
                        .failure())
                .isEqualTo(Failure.limited(80001, null, Bucket.OBJECT, Duration.ofMinutes(19)));
    }

    @Test
    void emptyListOfWhoMayNotSeeItIsNoList() {
        Secret token = facebook.longLived("anna", ALL);
        Person anna = bench.simulator.people().named("anna");
        Secret without = facebook.longLived("berta", "pages_read_engagement");
        String berta = bench.simulator.people().named("berta").idText();

        assertThat(bench.call(() -> facebook.provider().pages(without, berta, Duration.ofMinutes(2))))
                .isEqualTo(notAllowed());

        facebook.turnOn(Switch.LAPSED_IS_EMPTY);
        facebook.turnOn(Switch.K25_NEW_TOKEN);
        bench.clock.advance(Duration.ofDays(50));
        Secret next =
                given(bench.call(() -> facebook.provider().refresh(token))).token();
        bench.clock.advance(Duration.ofDays(45));
        assertThat(bench.call(() -> facebook.provider().pages(next, anna.idText(), Duration.ofMinutes(2))))
                .isEqualTo(notAllowed());
    }

    private static PageList notAllowed() {
        return PageList.failed(Failure.of(FailureKind.PERMISSION_MISSING, null, null));
    }

    @Test
    void emptyListOfWhoHasNoPagesIsOne() {
        Secret token = facebook.longLived("anna", ALL);
        Person anna = bench.simulator.people().named("anna");
        bench.simulator.pages().of(anna).forEach(page -> bench.simulator
                .settings()
                .loseRole("anna", page.id()));

        assertThat(bench.call(() -> facebook.provider().pages(token, anna.idText(), Duration.ofMinutes(2))))
                .isEqualTo(PageList.NONE);
    }

    @Test
    void linkedInstagramAccountComesWithItsPage() {
        Secret token = facebook.longLived("anna", ALL);
        String id = bench.simulator.people().named("anna").idText();

        PageGrant.Linked linked =
                Objects.requireNonNull(bench.call(() -> facebook.provider().pages(token, id, Duration.ofMinutes(2)))
                        .pages()
                        .get(0)
                        .linked());

        assertThat(linked.username()).isEqualTo("anna.studio");
        assertThat(linked.id()).startsWith("1784");
    }
}
