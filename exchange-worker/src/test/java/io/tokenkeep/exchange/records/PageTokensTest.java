package io.tokenkeep.exchange.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tokenkeep.avro.LinkedAccount;
import io.tokenkeep.avro.MissingPage;
import io.tokenkeep.avro.MissingPageReason;
import io.tokenkeep.exchange.provider.PageGrant;
import io.tokenkeep.exchange.provider.PageList;
import io.tokenkeep.exchange.provider.PageWithoutToken;
import io.tokenkeep.exchange.provider.PageWithoutToken.Reason;
import io.tokenkeep.kit.config.Secret;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PageTokensTest {

    @Test
    void recordHasABoundedNumberOfPages() {
        List<PageGrant> pages = IntStream.range(0, 300)
                .mapToObj(id -> new PageGrant("" + id, "Page", Secret.of("EAP"), List.of(), null))
                .toList();
        List<PageWithoutToken> missing = IntStream.range(0, 300)
                .mapToObj(id -> new PageWithoutToken("" + id, null, Reason.NOT_TICKED))
                .toList();

        assertThat(PageTokens.linked("facebook", new PageList(pages, List.of(), null)))
                .hasSize(200)
                .contains(new LinkedAccount("facebook", "0", "Page"));
        assertThat(PageTokens.missing("facebook-main", new PageList(pages, missing, null)))
                .hasSize(50);
    }

    @Test
    void missingPageIsReportedUnderTheKeyThatItsTokenWouldHave() {
        PageList list = new PageList(
                List.of(),
                Stream.of(Reason.values())
                        .map(reason -> new PageWithoutToken("7" + reason, "A", reason))
                        .toList(),
                null);

        assertThat(PageTokens.missing("facebook-main", list))
                .extracting(MissingPage::getAccount, MissingPage::getDisplayName, MissingPage::getReason)
                .containsExactly(
                        tuple("facebook-main:7NO_TOKEN", "A", MissingPageReason.NO_TOKEN),
                        tuple("facebook-main:7NOT_TICKED", "A", MissingPageReason.NOT_TICKED),
                        tuple("facebook-main:7NOT_REACHABLE", "A", MissingPageReason.NOT_REACHABLE),
                        tuple("facebook-main:7WITHHELD", "A", MissingPageReason.WITHHELD));
    }
}
