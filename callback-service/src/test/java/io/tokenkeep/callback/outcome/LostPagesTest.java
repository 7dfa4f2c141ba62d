package io.tokenkeep.callback.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.LostPage;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.sandbox.MutableClock;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LostPagesTest {

    private static final Duration PROMISED = Duration.ofHours(2);

    private final MutableClock clock = MutableClock.at("2026-11-23T08:00:00Z");

    @Test
    void consentNamesEachPageOnceHoweverOftenItsRecordComes() {
        LostPages pages = new LostPages(10, PROMISED, clock);

        add(pages, "one", "1");
        add(pages, "one", "2");
        add(pages, "two", "3");
        add(pages, "one", "1");

        assertThat(pages.of("one"))
                .extracting(LostPage::getAccount)
                .containsExactly("facebook-main:1", "facebook-main:2");
        assertThat(pages.of("two")).hasSize(1);
        assertThat(pages.of("three")).isEmpty();
        assertThat(pages.size()).isEqualTo(3);
    }

    @Test
    void consentNamesFiftyPagesAtMost() {
        LostPages pages = new LostPages(1000, PROMISED, clock);

        IntStream.range(0, 60).forEach(page -> add(pages, "one", "" + page));

        assertThat(pages.of("one")).hasSize(50);
        assertThat(pages.size()).isEqualTo(50);
    }

    @Test
    void consentThatWasReadFirstIsForgottenAtTheBoundAndHealthSaysSo() {
        LostPages pages = new LostPages(3, PROMISED, clock);
        add(pages, "one", "1");
        add(pages, "one", "2");
        add(pages, "two", "3");
        assertThat(pages.check().isOk()).isTrue();

        add(pages, "three", "4");

        assertThat(pages.of("one")).isEmpty();
        assertThat(pages.of("two")).hasSize(1);
        assertThat(pages.of("three")).hasSize(1);
        assertThat(pages.size()).isEqualTo(2);
        assertThat(pages.check().isOk()).isFalse();
        clock.advance(PROMISED);
        assertThat(pages.check().isOk()).isTrue();
    }

    private void add(LostPages pages, String consent, String page) {
        pages.add(
                consent,
                new LostPage(consent, "facebook-main:" + page, null, clock.instant()),
                new RecordPlace(0, 0, clock.instant()));
    }
}
