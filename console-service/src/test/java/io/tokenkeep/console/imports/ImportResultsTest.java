package io.tokenkeep.console.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.ActionResult;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.Import;
import io.tokenkeep.avro.ImportMode;
import io.tokenkeep.avro.ImportOutcome;
import io.tokenkeep.avro.ImportReason;
import io.tokenkeep.avro.ImportRefusal;
import io.tokenkeep.avro.ImportRow;
import io.tokenkeep.avro.ImportState;
import io.tokenkeep.console.imports.ImportedRow.State;
import io.tokenkeep.kit.follow.RecordPlace;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImportResultsTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final String ID = id(1);

    private Instant now = NOW;
    private final Set<String> deleted = new HashSet<>();
    private final ImportResults results = new ImportResults(10, (key, since) -> deleted.contains(key), () -> now);

    @Test
    void rowIsWhatTheLastWordAboutItSays() {
        imported(ID, 5, NOW);
        outcome(1, ImportState.WAITING, ImportReason.RATE_LIMITED);
        outcome(2, ImportState.REFUSED, ImportReason.OTHER_APP);
        outcome(3, ImportState.HANDED_OVER, ImportReason.NONE);
        outcome(4, ImportState.HANDED_OVER, ImportReason.NONE);
        outcome(5, ImportState.OBSERVED, ImportReason.NONE);
        ended(ID + ".4", ActionResult.CURRENT_KEPT);

        assertThat(rows())
                .extracting(ImportedRow::state)
                .containsExactly(State.WAITING, State.REFUSED, State.WAITING, State.CURRENT_KEPT, State.OBSERVED);
        assertThat(rows().get(0).reason()).isEqualTo("RATE_LIMITED");
        assertThat(rows().get(1).needsLink()).isTrue();
    }

    @Test
    void nothingFollowsARowThatIsOver() {
        imported(ID, 2, NOW);
        outcome(1, ImportState.REFUSED, ImportReason.TOKEN_REFUSED);
        outcome(1, ImportState.WAITING, ImportReason.RATE_LIMITED);
        ended(ID + ".2", ActionResult.IMPORTED);
        ended(ID + ".2", ActionResult.CURRENT_KEPT);

        assertThat(rows()).extracting(ImportedRow::state).containsExactly(State.REFUSED, State.IMPORTED);
        assertThat(rows().get(0).reason()).isEqualTo("TOKEN_REFUSED");
    }

    @Test
    void resultThatIsReadBeforeItsImportCounts() {
        ended(ID + ".1", ActionResult.IMPORTED);
        outcome(1, ImportState.HANDED_OVER, ImportReason.NONE);
        assertThat(results.find(ID)).isEmpty();

        imported(ID, 1, NOW);

        assertThat(rows()).extracting(ImportedRow::state).containsExactly(State.IMPORTED);
    }

    @Test
    void accountWhoseDataWasDeletedIsLeftOut() {
        imported(ID, 2, NOW);
        outcome(1, ImportState.HANDED_OVER, ImportReason.NONE);
        assertThat(rows()).extracting(ImportedRow::account).containsExactly("threads-main:91", "threads-main:2");

        deleted.add("threads-main:91");
        deleted.add("threads-main:2");

        assertThat(rows()).extracting(ImportedRow::account).containsExactly(null, null);
    }

    @Test
    void importIsShownForThirtyDaysAndThenGone() {
        imported(ID, 1, NOW);
        now = NOW.plus(Duration.ofDays(30));
        assertThat(results.find(ID)).isPresent();

        now = now.plusSeconds(1);

        assertThat(results.find(ID)).isEmpty();
        assertThat(results.records().size()).isZero();
        imported(ID, 1, NOW);
        assertThat(results.all()).as("an old record is read again").isEmpty();
    }

    @Test
    void atTheLimitTheOldestImportLeavesWholeAndHealthSaysSo() {
        imported(id(1), 6, NOW);
        imported(id(2), 4, NOW);
        assertThat(results.records().check().isOk()).isTrue();

        imported(id(3), 1, NOW);

        assertThat(results.all()).extracting(ShownImport::id).containsExactly(id(3), id(2));
        assertThat(results.records().size()).isEqualTo(5);
        assertThat(results.records().check().failure()).contains("imports.limit");
        now = NOW.plus(Duration.ofDays(31));
        assertThat(results.records().check().isOk()).isTrue();
    }

    @Test
    void eventsOfOtherRequestsTakeNoRoom() {
        ended("bulk.1", ActionResult.REFRESHED);
        ended(ID, ActionResult.IMPORTED);
        ended(ID + ".0", ActionResult.IMPORTED);

        assertThat(results.records().size()).isZero();
    }

    private List<ImportedRow> rows() {
        return results.find(ID).orElseThrow().rows();
    }

    private static String id(int number) {
        return "i" + String.format("%032x", number);
    }

    private void imported(String id, int rows, Instant writtenAt) {
        results.records()
                .add(
                        id,
                        new Import(
                                id,
                                0,
                                1,
                                "threads-main",
                                ImportMode.KEEP,
                                rows,
                                0,
                                "key",
                                NOW,
                                IntStream.rangeClosed(1, rows)
                                        .mapToObj(row -> new ImportRow(
                                                row, row + 1, ImportRefusal.NONE, Integer.toString(row), null))
                                        .toList()),
                        new RecordPlace(0, 0, writtenAt));
    }

    private void outcome(int row, ImportState state, ImportReason reason) {
        String rowId = ID + "." + row;
        results.outcomes()
                .add(
                        rowId,
                        new ImportOutcome(rowId, ID, row, state, reason, "threads-main:9" + row, false, NOW),
                        new RecordPlace(0, 0, NOW));
    }

    private void ended(String requestId, ActionResult result) {
        AccountEvent event = AccountEvent.newBuilder()
                .setEventId("e")
                .setAccount("threads-main:1")
                .setKind(EventKind.ACTION_ENDED)
                .setAt(NOW)
                .setFailureClass(FailureClass.NONE)
                .setOrderedAt(NOW)
                .setSequence(0)
                .setRequestId(requestId)
                .setActionResult(result)
                .build();
        results.events().add("threads-main:1", event, new RecordPlace(0, 0, NOW));
    }
}
