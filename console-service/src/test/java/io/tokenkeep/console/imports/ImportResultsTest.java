package io.tokenkeep.console.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.ActionResult;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.Import;
import io.tokenkeep.avro.ImportOutcome;
import io.tokenkeep.avro.ImportReason;
import io.tokenkeep.avro.ImportRefusal;
import io.tokenkeep.avro.ImportRow;
import io.tokenkeep.avro.ImportState;
import io.tokenkeep.console.imports.ImportedRow.State;
import io.tokenkeep.kit.follow.RecordPlace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportResultsTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final String ID = id(1);

    private Instant now = NOW;
    private final Set<String> deleted = new HashSet<>();
    private final ImportResults results = new ImportResults(10, (key, since) -> deleted.contains(key), () -> now);

    @Test
    void rowIsWhatTheLastWordAboutItSays() {
        imported(ID, 4, NOW);
        outcome(1, ImportState.WAITING, ImportReason.RATE_LIMITED);
        outcome(2, ImportState.REFUSED, ImportReason.OTHER_APP);
        outcome(3, ImportState.HANDED_OVER, ImportReason.NONE);
        outcome(4, ImportState.HANDED_OVER, ImportReason.NONE);
        ended(ID + ".4", ActionResult.CURRENT_KEPT);

        assertThat(rows())
                .extracting(ImportedRow::state)
                .containsExactly(State.WAITING, State.REFUSED, State.WAITING, State.CURRENT_KEPT);
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

    /** A worker that died after its command reads the row again, and may find the token replaced by then. */
    @ParameterizedTest
    @CsvSource({
        "REFUSED, TOKEN_REFUSED, IMPORTED, true",
        "REFUSED, TOKEN_REFUSED, IMPORTED, false",
        "REFUSED, OTHER_APP, CURRENT_KEPT, true",
        "REFUSED, OTHER_APP, CURRENT_KEPT, false",
        "WAITING, RATE_LIMITED, IMPORTED, true",
        "WAITING, RATE_LIMITED, IMPORTED, false",
        "WAITING, PROVIDER_UNAVAILABLE, CURRENT_KEPT, true",
        "WAITING, PROVIDER_UNAVAILABLE, CURRENT_KEPT, false"
    })
    void resultOfRefreshWorkerCountsBeforeAndAfterEveryOutcome(
            ImportState state, ImportReason reason, ActionResult result, boolean outcomeFirst) {
        imported(ID, 1, NOW);
        List<Runnable> read = new ArrayList<>(List.of(() -> outcome(1, state, reason), () -> ended(ID + ".1", result)));
        if (!outcomeFirst) {
            Collections.reverse(read);
        }
        read.forEach(Runnable::run);

        assertThat(rows()).singleElement().satisfies(row -> {
            assertThat(row.state().name()).isEqualTo(result.name());
            assertThat(row.reason()).isEmpty();
            assertThat(row.needsLink()).isFalse();
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = ActionResult.class,
            names = {"IMPORTED", "CURRENT_KEPT", "NOT_POSSIBLE", "REPLACED"})
    void firstResultOfARowCounts(ActionResult first) {
        imported(ID, 1, NOW);
        ended(ID + ".1", first);
        List.of(ActionResult.IMPORTED, ActionResult.CURRENT_KEPT, ActionResult.NOT_POSSIBLE)
                .forEach(later -> ended(ID + ".1", later));

        State expected = first == ActionResult.IMPORTED || first == ActionResult.CURRENT_KEPT
                ? State.valueOf(first.name())
                : State.REFUSED;
        assertThat(rows()).extracting(ImportedRow::state).containsExactly(expected);
        if (expected == State.REFUSED) {
            assertThat(rows()).extracting(ImportedRow::reason).containsExactly(first.name());
        }
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

    @ParameterizedTest
    @ValueSource(strings = {"bulk-aaaaaaaaaaaaaaaaaaaaaa.1", "bulk-0123456789abcdef012345.12"})
    void commandsOfBulkActionsAreNoRows(String requestId) {
        assertThat(RowId.parse(requestId)).isEmpty();
        assertThat(RowId.parse(ID + ".12")).contains(new RowId(ID, 12));
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
