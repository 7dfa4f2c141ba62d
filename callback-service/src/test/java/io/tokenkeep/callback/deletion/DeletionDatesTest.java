package io.tokenkeep.callback.deletion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.callback.page.DataKind;
import io.tokenkeep.topic.Keeping;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeletionDatesTest {

    private static final Instant ENDED = Instant.parse("2026-11-01T12:00:00Z");

    @Test
    void nothingAboutAPersonIsLeftOut() {
        Set<String> reported = new HashSet<>(DeletionDates.topics());
        // Neither of these two names anybody.
        reported.add(Topics.DATA_DELETIONS.name());
        reported.add(Topics.APP_STATUS.name());
        // The agency's own data, about its clients and its programs, not about a person who consented.
        reported.add(Topics.CLIENTS.name());
        reported.add(Topics.API_KEYS.name());
        reported.add(Topics.IDEMPOTENCY_KEYS.name());
        reported.add(Topics.CONSOLE_AUDIT.name());
        // Which consents came of which links, by their ids, which say nothing once the outcomes have gone.
        reported.add(Topics.CONNECT_LINK_USES.name());
        // What was decided about which consents, by their ids, which say nothing once what was held has gone.
        reported.add(Topics.CONSENT_DECISIONS.name());
        // How far browsers came with a link, each as a hash that no other link has.
        reported.add(Topics.CONNECT_LINK_STEPS.name());

        assertThat(reported).isEqualTo(Topics.catalogue().keySet());
    }

    @Test
    void datesAreTheLatestTheTopicsAllow() {
        Map<DataKind, LocalDate> dates = DeletionDates.after(ENDED);

        assertThat(dates.values())
                .as("in the order of the table")
                .containsExactly(
                        // Kept 7 days, and an hour's segment.
                        LocalDate.parse("2026-11-08"),
                        // Ended at once, cleaned within 7, nulls kept for one, cleaned again within 7.
                        LocalDate.parse("2026-11-16"),
                        // 7 days and a week's segment.
                        LocalDate.parse("2026-11-15"),
                        // 8 days of grace, 30 and a week.
                        LocalDate.parse("2026-12-16"),
                        // 8 days of grace, cleaned within 14, nulls kept for 14, cleaned again within 14.
                        LocalDate.parse("2026-12-21"),
                        // 8 days of grace, 7 and a week.
                        LocalDate.parse("2026-11-23"),
                        // 8 days of grace, cleaned within 7, nulls kept for one, cleaned again within 7.
                        LocalDate.parse("2026-11-24"),
                        LocalDate.parse("2026-11-24"),
                        // 8 days of grace, 90 and a week.
                        LocalDate.parse("2027-02-14"),
                        // Erased at once, cleaned within 7, nulls kept for one, cleaned again within 7.
                        LocalDate.parse("2026-11-16"),
                        // The same, a link's longest time and a week later.
                        LocalDate.parse("2027-11-24"),
                        LocalDate.parse("2026-12-16"),
                        // 8 days of grace, cleaned within 7, nulls kept for one, cleaned again within 7.
                        LocalDate.parse("2026-11-24"));
    }

    @Test
    void dayIsTheOneOnWhichTheLastOfItGoes() {
        Instant justBeforeMidnight = Instant.parse("2026-11-01T21:30:00Z");

        assertThat(DeletionDates.after(justBeforeMidnight).values().iterator().next())
                .isEqualTo(LocalDate.parse("2026-11-08"));
        assertThat(DeletionDates.after(justBeforeMidnight.plus(Duration.ofHours(1)))
                        .values()
                        .iterator()
                        .next())
                .isEqualTo(LocalDate.parse("2026-11-09"));
    }

    @Test
    void topicThatKeepsForEverHasNoDate() {
        assertThatThrownBy(() -> DeletionDates.kept(Topics.DATA_DELETIONS.keeping()))
                .hasMessageContaining("max.compaction.lag.ms");
        assertThatThrownBy(() -> DeletionDates.kept(new Keeping(Map.of("cleanup.policy", "delete"))))
                .hasMessageContaining("retention.ms");
    }
}
