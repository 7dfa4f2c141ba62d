package io.tokenkeep.console.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.ActionResult;
import io.tokenkeep.avro.ApiRole;
import io.tokenkeep.avro.BulkRecord;
import io.tokenkeep.avro.BulkStep;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.console.caller.Caller;
import io.tokenkeep.kit.follow.RecordPlace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BulkActionsTest {

    private static final Instant START = Instant.parse("2026-11-29T10:00:00Z");
    private static final String ID = "bulk-" + "a".repeat(22);
    private static final List<String> ACCOUNTS = List.of("a-b:1", "a:1", "a:2", "a:3");

    private Instant now = START;
    private long offset;
    private final BulkActions bulks = new BulkActions(10, () -> now);
    private final BulkResults results = new BulkResults(bulks);

    @Test
    void listIsCompleteOnceAllPartsAreReadInAnyOrderAndAnyNumberOfTimes() {
        create(ID, 4);
        assertThat(state()).isEqualTo(BulkState.PREPARING);
        accounts(ID, 2, ACCOUNTS.subList(2, 4));
        accounts(ID, 2, ACCOUNTS.subList(2, 4));
        assertThat(state()).isEqualTo(BulkState.PREPARING);
        assertThat(bulks.rows(ID, 0, 10)).isEmpty();

        accounts(ID, 0, ACCOUNTS.subList(0, 2));

        assertThat(state()).isEqualTo(BulkState.PREPARED);
        assertThat(bulks.rows(ID, 0, 10)).extracting(BulkRow::account).containsExactlyElementsOf(ACCOUNTS);
        assertThat(bulks.rows(ID, 1, 2)).extracting(BulkRow::account).containsExactly("a:1", "a:2");
        assertThat(bulks.rows(ID, 0, 10)).extracting(BulkRow::state).containsOnly("NOT_SENT");
    }

    @Test
    void windowOfEachAppIsFilledAndRefilledByAnswers() {
        prepare(ID);
        assertThat(due(2)).as("not started").isEmpty();
        step(ID, BulkStep.STARTED);

        assertThat(due(2))
                .extracting(BulkPart::first, BulkPart::accounts)
                .containsExactly(tuple(0, "a-b:1"), tuple(1, "a:1", "a:2"));
        sent(1);
        sent(3);
        assertThat(due(2)).isEmpty();
        assertThat(view().sent()).isEqualTo(3);
        assertThat(view().waiting()).isEqualTo(3);
        assertThat(state()).isEqualTo(BulkState.RUNNING);

        answer(1, ActionResult.VERIFIED);

        assertThat(due(2)).extracting(BulkPart::first, BulkPart::accounts).containsExactly(tuple(3, "a:3"));
        assertThat(due(2).get(0).requestId(0)).isEqualTo(ID + ".3");
        assertThat(bulks.due(2, 100, partition -> false))
                .as("of another instance")
                .isEmpty();
    }

    @Test
    void accountsSkippedAndAnsweredEndIt() {
        running();
        add(record(ID, BulkStep.SENT).setUpTo(1).setSkipped(List.of(0)).build());
        sent(4);
        answer(1, ActionResult.REFUSED);
        answer(2, ActionResult.VERIFIED);
        assertThat(state()).isEqualTo(BulkState.RUNNING);

        answer(3, ActionResult.VERIFIED);

        assertThat(state()).isEqualTo(BulkState.ENDED);
        assertThat(view().results()).isEqualTo(java.util.Map.of("SKIPPED", 1, "REFUSED", 1, "VERIFIED", 2));
        assertThat(view().sent()).isEqualTo(3);
        assertThat(bulks.rows(ID, 0, 10))
                .extracting(BulkRow::state)
                .containsExactly("SKIPPED", "REFUSED", "VERIFIED", "VERIFIED");
        assertThat(bulks.rows(ID, 1, 1).get(0).result().orElseThrow())
                .isEqualTo(new ResultList.Result("REFUSED", FailureClass.REAUTHORIZE, START));
    }

    @Test
    void commandWithoutAnAnswerLeavesTheWindowAfterTwoHoursAndItsAnswerIsStillShown() {
        running();
        sent(1);
        sent(3);
        now = START.plus(Duration.ofHours(2));
        assertThat(due(2)).isEmpty();

        now = now.plus(Duration.ofMinutes(1));

        assertThat(due(2)).extracting(BulkPart::first).containsExactly(3);
        assertThat(view().results()).isEqualTo(java.util.Map.of("NO_ANSWER", 3));
        assertThat(bulks.rows(ID, 0, 10))
                .extracting(BulkRow::state)
                .containsExactly("NO_ANSWER", "NO_ANSWER", "NO_ANSWER", "NOT_SENT");
        answer(0, ActionResult.VERIFIED);
        assertThat(view().results()).isEqualTo(java.util.Map.of("NO_ANSWER", 2, "VERIFIED", 1));
    }

    @Test
    void answersAreKeptIfTheyAreReadBeforeTheBulkAction() {
        answer(1, ActionResult.VERIFIED);
        answer(7, ActionResult.VERIFIED);
        assertThat(bulks.find(ID)).isEmpty();

        running();
        sent(1);
        sent(4);

        assertThat(view().results()).containsEntry("VERIFIED", 1);
        assertThat(view().waiting()).isEqualTo(3);
    }

    @Test
    void firstResultCountsAndOnlyAReplacedOrSkippedOneGivesWay() {
        running();
        sent(4);
        answer(1, ActionResult.REPLACED);
        answer(1, ActionResult.DISCONNECTED);
        answer(1, ActionResult.NOT_POSSIBLE);
        answer(1, ActionResult.REPLACED);
        answer(2, ActionResult.VERIFIED);
        add(record(ID, BulkStep.SENT).setUpTo(4).setSkipped(List.of(2)).build());

        assertThat(view().results()).isEqualTo(java.util.Map.of("DISCONNECTED", 1, "VERIFIED", 1));
    }

    @Test
    void recordsThatComeAgainOrLateChangeNothing() {
        running();
        sent(4);
        sent(2);
        step(ID, BulkStep.STARTED);
        create(ID, 9);

        assertThat(view().sent()).isEqualTo(3);
        assertThat(view().created().record().getTotal()).isEqualTo(4);
    }

    @Test
    void cancelledOneSendsNothingMoreAndCannotBeStarted() {
        running();
        sent(1);
        step(ID, BulkStep.CANCELLED);
        assertThat(due(9)).isEmpty();
        assertThat(state()).isEqualTo(BulkState.CANCELLED);
        answer(0, ActionResult.VERIFIED);
        assertThat(view().results()).containsEntry("VERIFIED", 1);

        String other = "bulk-" + "b".repeat(22);
        prepare(other);
        step(other, BulkStep.CANCELLED);
        step(other, BulkStep.STARTED);
        assertThat(bulks.find(other).orElseThrow().started()).isNull();
        bulks.nothingUnread();
        assertThat(bulks.size()).as("its accounts are not held").isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"PT59M59S, RUNNING, 4", "PT1H, EXPIRED, 4", "PT1H5M1S, EXPIRED, 0"})
    void dryRunThatNobodyStartsExpiresAndReleasesItsAccounts(Duration after, BulkState expected, int held) {
        prepare(ID);
        now = START.plus(after);
        bulks.nothingUnread();

        step(ID, BulkStep.STARTED);

        assertThat(state()).isEqualTo(expected);
        assertThat(bulks.size()).isEqualTo(held);
        assertThat(bulks.room()).isEqualTo(10 - held);
    }

    @Test
    void oneIsForgottenAfterThirtyDaysAndOneThatWasNotStartedAfterOne() {
        running();
        String other = "bulk-" + "b".repeat(22);
        prepare(other);
        now = START.plus(Duration.ofDays(1)).plusSeconds(1);
        bulks.nothingUnread();
        assertThat(bulks.find(other)).isEmpty();
        assertThat(bulks.find(ID)).isPresent();

        now = START.plus(Duration.ofDays(30)).plusSeconds(1);
        bulks.nothingUnread();

        assertThat(bulks.find(ID)).isEmpty();
        assertThat(bulks.page(null, scope -> true, 10)).isEmpty();
        assertThat(bulks.size()).isZero();
    }

    @Test
    void moreAccountsThanTwiceTheLimitAreNotHeldAndFailTheHealth() {
        create(ID, 15);
        assertThat(bulks.room()).isZero();
        assertThat(bulks.check().isOk()).isTrue();

        create("bulk-" + "b".repeat(22), 6);

        assertThat(bulks.size()).isEqualTo(15);
        assertThat(bulks.check().failure()).contains("bulk.accounts.limit");
        assertThat(bulks.page(null, scope -> true, 10)).hasSize(1);
    }

    @Test
    void newestIsListedFirst() {
        String other = "bulk-" + "b".repeat(22);
        create(ID, 1);
        now = now.plusSeconds(1);
        create(other, 1);

        List<BulkView> first = bulks.page(null, scope -> true, 1);
        assertThat(first).extracting(BulkView::id).containsExactly(other);
        assertThat(bulks.page(first.get(0).place(), scope -> true, 5))
                .extracting(BulkView::id)
                .containsExactly(ID);
        assertThat(bulks.page(null, scope -> false, 5)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "ADMIN,   '',   '',   true,  true",
                "OPERATE, '',   '',   true,  false",
                "OPERATE, '',   '',   false, true",
                "OPERATE, '7',  '',   false, false",
                "OPERATE, '7',  '7',  false, true",
                "OPERATE, '7',  '7 8', false, false",
                "OPERATE, '7 8', '7', false, true",
                "OPERATE, '',   '7',  false, true",
                "ADMIN,   '',   '7',  false, true"
            })
    void keySeesItIfItSeesAllItMayHave(ApiRole role, String clients, String may, boolean unassigned, boolean sees) {
        Caller caller = new Caller("k", "k", role, clients(clients));

        assertThat(new BulkScope(clients(may), unassigned).isSeenBy(caller)).isEqualTo(sees);
    }

    @ParameterizedTest
    @CsvSource({
        "bulk-x.1",
        "other.1",
        "1234567890123456789012.1",
        // A row of an import
        "i0123456789abcdef0123456789abcdef.1"
    })
    void requestIdOfNoBulkActionIsNone(String requestId) {
        assertThat(BulkIndex.parse(requestId)).isEmpty();
        assertThat(BulkIndex.parse(ID + ".12")).contains(new BulkIndex(ID, 12));
    }

    private static Set<String> clients(String text) {
        return text.isEmpty() ? Set.of() : Set.of(text.split(" "));
    }

    private static org.assertj.core.groups.Tuple tuple(int first, String... accounts) {
        return org.assertj.core.api.Assertions.tuple(first, List.of(accounts));
    }

    private void prepare(String id) {
        create(id, 4);
        accounts(id, 0, ACCOUNTS);
    }

    private void running() {
        prepare(ID);
        step(ID, BulkStep.STARTED);
    }

    private void create(String id, int total) {
        add(record(id, BulkStep.CREATED)
                .setAction(AccountCommandKind.VERIFY_NOW)
                .setTotal(total)
                .build());
    }

    private void accounts(String id, int first, List<String> accounts) {
        add(record(id, BulkStep.ACCOUNTS).setFirst(first).setAccounts(accounts).build());
    }

    private void step(String id, BulkStep step) {
        add(record(id, step).build());
    }

    private void sent(int upTo) {
        add(record(ID, BulkStep.SENT).setUpTo(upTo).build());
    }

    private BulkRecord.Builder record(String id, BulkStep step) {
        return BulkRecord.newBuilder()
                .setBulkId(id)
                .setStep(step)
                .setChangeId("c" + offset)
                .setAt(now);
    }

    private void add(BulkRecord record) {
        bulks.add(record.getBulkId(), record, new RecordPlace(1, offset++, now));
    }

    private void answer(int index, ActionResult result) {
        AccountEvent event = AccountEvent.newBuilder()
                .setEventId("e")
                .setAccount("a:1")
                .setKind(EventKind.ACTION_ENDED)
                .setAt(START)
                .setFailureClass(result == ActionResult.REFUSED ? FailureClass.REAUTHORIZE : FailureClass.NONE)
                .setOrderedAt(START)
                .setSequence(1)
                .setRequestId(ID + "." + index)
                .setActionResult(result)
                .build();
        results.add("a:1", event, new RecordPlace(0, 0, now));
    }

    private List<BulkPart> due(int window) {
        return bulks.due(window, 100, partition -> partition == 1);
    }

    private BulkView view() {
        return bulks.find(ID).orElseThrow();
    }

    private BulkState state() {
        return view().state();
    }
}
