package io.tokenkeep.callback.deletion;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.DataDeletion;
import io.tokenkeep.avro.DeletionState;
import io.tokenkeep.callback.page.Rendered;
import io.tokenkeep.callback.page.WebPage;
import io.tokenkeep.kit.deletion.DeletionFold;
import io.tokenkeep.kit.follow.FoldedStore;
import io.tokenkeep.kit.follow.RecordPlace;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeletionAnswersTest {

    private static final String CODE = "0123456789abcdef0123456789abcdef";
    private static final Instant ENDED = Instant.parse("2026-11-23T09:15:00Z");

    private final FoldedStore<DataDeletion> store = new FoldedStore<>(10, DeletionFold::fold);
    private final DeletionAnswers answers = new DeletionAnswers(store, Duration.ZERO);

    @Test
    void codeThatIsNotThereIsNotKnownOnlyOnceAllWasRead() {
        assertThat(answers.page(CODE).name()).isEqualTo("deletion-working");
        assertThat(answers.page(CODE).refresh()).isNotNull();

        store.nowCaughtUp();

        assertThat(answers.page(CODE).name()).isEqualTo("deletion-not-known");
        assertThat(answers.page(CODE).status()).isEqualTo(404);
    }

    @Test
    void receivedDeletionIsPromisedAndFollowed() {
        store.add(CODE, FakeDeletions.of(CODE, DeletionState.RECEIVED, null), new RecordPlace(0, 0, ENDED));

        WebPage page = answers.page(CODE);

        assertThat(page.name()).isEqualTo("deletion-received");
        assertThat(page.refresh()).isNotNull();
        assertThat(Rendered.english(page)).contains("23 November 2026", "08:00").doesNotContain("no longer used");
    }

    @Test
    void doneDeletionSaysWhenItEndedAndByWhenAllIsGone() {
        store.add(CODE, FakeDeletions.of(CODE, DeletionState.RECEIVED, null), new RecordPlace(0, 0, ENDED));
        store.add(CODE, FakeDeletions.of(CODE, DeletionState.DONE, ENDED), new RecordPlace(0, 0, ENDED));
        store.add(CODE, FakeDeletions.of(CODE, DeletionState.RECEIVED, null), new RecordPlace(0, 0, ENDED));

        WebPage page = answers.page(CODE);

        assertThat(page.name()).isEqualTo("deletion-done");
        assertThat(page.refresh()).isNull();
        assertThat(Rendered.english(page)).contains("23 November 2026", "09:15", "<table id=\"gone\">");
        DeletionDates.after(ENDED)
                .forEach((what, day) -> assertThat(Rendered.english(page)).contains("datetime=\"" + day + "\""));
    }

    @Test
    void datesAreLaterWhereTopicsAreKeptLonger() {
        store.add(CODE, FakeDeletions.of(CODE, DeletionState.DONE, ENDED), new RecordPlace(0, 0, ENDED));

        String html = Rendered.english(new DeletionAnswers(store, Duration.ofDays(30)).page(CODE));

        assertThat(html).contains("23 November 2026", "09:15");
        DeletionDates.after(ENDED).values().forEach(day -> assertThat(html)
                .contains("datetime=\"" + day.plusDays(30) + "\""));
    }

    @Test
    void deletionThatALaterConsentOutlivesIsNotSaidToHaveEndedEverything() {
        store.add(CODE, FakeDeletions.of(CODE, DeletionState.SUPERSEDED, null), new RecordPlace(0, 0, ENDED));

        WebPage page = answers.page(CODE);

        assertThat(page.name()).isEqualTo("deletion-superseded");
        assertThat(page.mood()).isNotEqualTo(WebPage.Mood.GOOD);
        assertThat(Rendered.english(page))
                .contains("still kept and used")
                .doesNotContain("everything ended", "id=\"gone\"");
    }

    @Test
    void whereNothingWasKeptThatIsSaid() {
        store.add(CODE, FakeDeletions.of(CODE, DeletionState.NOTHING_KEPT, null), new RecordPlace(0, 0, ENDED));

        assertThat(answers.page(CODE).name()).isEqualTo("deletion-nothing-kept");
    }

    @ParameterizedTest
    @EnumSource(DeletionState.class)
    void pageNamesNobodyAndRunsNowhere(DeletionState state) {
        store.add(CODE, FakeDeletions.of(CODE, state, ENDED), new RecordPlace(0, 0, ENDED));

        assertThat(Rendered.english(answers.page(CODE)))
                .doesNotContain("threads-main", CODE, "<script", " style=", "http://", "https://", "{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "0123456789abcdef0123456789abcde'", "../../../../../../../../etc"})
    void whatIsNoCodeIsNoPage(String text) {
        assertThat(answers.page(text).name()).isEqualTo("not-found");
    }
}
