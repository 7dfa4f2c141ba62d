package io.tokenkeep.exchange.provider.meta;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.exchange.provider.PageGrant;
import io.tokenkeep.exchange.provider.PageList;
import io.tokenkeep.exchange.provider.PageWithoutToken;
import io.tokenkeep.exchange.provider.PageWithoutToken.Reason;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import io.tokenkeep.simulator.registry.Page;
import io.tokenkeep.simulator.registry.Page.Portfolio;
import io.tokenkeep.simulator.registry.Switch;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lists of Pages that do not show what a person granted, against the simulator, by the numbers of the contradictions. */
class FacebookPagesContractTest {

    private static final String[] ALL = {"pages_show_list", "pages_read_engagement", "instagram_basic"};
    private static final String[] WITH_PORTFOLIOS = {
        "pages_show_list", "pages_read_engagement", "instagram_basic", "business_management"
    };

    private final FamilyBench facebook = new FamilyBench(MetaDescriptions.FACEBOOK);
    private final ProviderBench bench = facebook.bench;

    @BeforeEach
    void pages() {
        IntStream.range(1, 41).forEach(id -> bench.simulator
                .pages()
                .put(Page.of("" + (100 + id), "Page " + id)
                        .withRole("anna", List.of("MANAGE"))
                        .heldBy(id % 2 == 0 ? new Portfolio("9001", id % 4 == 0) : null)));
    }

    @AfterEach
    void close() {
        facebook.close();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "K41_PORTFOLIO_PAGES_NOT_LISTED",
                "K44_EMPTY_LIST",
                "K44_SHORT_LIST",
                "K45_NO_INSTAGRAM_FIELD",
                "K45_NO_TASKS_FIELD",
                "K45_INSTAGRAM_IS_CODE_10",
                "K45_INSTAGRAM_IS_CODE_200",
                "K45_LESS_DATA",
                "STRICT"
            })
    void k41_k44_k45_everyPageIsFoundWithATokenThatWorks(Switch variant) {
        facebook.turnOn(variant);

        PageList list = list(facebook.longLived("anna", ALL));

        assertThat(list.failure()).isNull();
        assertThat(list.missing()).isEmpty();
        assertThat(list.pages()).extracting(PageGrant::id).hasSize(40).doesNotHaveDuplicates();
        assertThat(List.of(list.pages().get(0), list.pages().get(39))).allSatisfy(page -> {
            Secret token = Objects.requireNonNull(page.token());
            assertThat(ProviderBench.given(bench.call(() -> facebook.provider().me(token)))
                            .accountId())
                    .isEqualTo(page.id());
        });
    }

    @Test
    void k41_portfoliosListShowsPagesThatNothingNames() {
        facebook.turnOn(Switch.K41_PORTFOLIO_PAGES_NOT_LISTED);
        facebook.turnOn(Switch.K41_SCOPES_NAME_NO_PAGES);

        assertThat(list(facebook.longLived("anna", ALL)).pages()).hasSize(20);
        PageList list = list(facebook.longLived("anna", WITH_PORTFOLIOS));

        assertThat(list.pages()).hasSize(40);
        assertThat(list.failure()).isNull();
    }

    @Test
    void k41_pageThatIsGrantedAndCannotBeReadIsReported() {
        facebook.turnOn(Switch.K41_PORTFOLIO_PAGES_NOT_LISTED);
        facebook.turnOn(Switch.K41_PORTFOLIO_PAGES_NOT_READABLE);

        PageList list = list(facebook.longLived("anna", ALL));

        assertThat(list.pages()).hasSize(20);
        assertThat(list.missing())
                .hasSize(20)
                .extracting(PageWithoutToken::reason)
                .containsOnly(Reason.NOT_REACHABLE);
        assertThat(list.failure()).isNotNull();
    }

    @Test
    void k41_untickedPageOfAPortfolioIsNeverConnected() {
        Secret code = Secret.of(bench.simulator.grant(
                FamilyBench.CLIENT_ID, ProviderBench.REDIRECT, "anna", Set.of(WITH_PORTFOLIOS), Set.of("101", "102")));
        Secret shortLived = facebook.exchanged(code).token();

        PageList list =
                list(ProviderBench.given(bench.call(() -> facebook.provider().upgrade(shortLived, null)))
                        .token());

        assertThat(list.pages()).extracting(PageGrant::id).containsExactly("101", "102");
        assertThat(list.missing())
                .hasSize(19)
                .extracting(PageWithoutToken::reason)
                .containsOnly(Reason.NOT_TICKED);
        assertThat(list.failure()).isNull();
    }

    @Test
    void k44_itemWithoutATokenIsMissingAndNoEndOfTheList() {
        facebook.turnOn(Switch.K44_LIST_LACKS_TOKENS);

        PageList list = list(facebook.longLived("anna", ALL));

        assertThat(list.pages()).hasSize(20);
        assertThat(list.missing())
                .hasSize(20)
                .extracting(PageWithoutToken::reason)
                .containsOnly(Reason.NO_TOKEN);
    }

    private PageList list(Secret token) {
        String id = bench.simulator.people().named("anna").idText();
        return bench.call(() -> facebook.provider().pages(token, id, Duration.ofMinutes(2)));
    }
}
