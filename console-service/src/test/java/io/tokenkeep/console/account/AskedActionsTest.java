package io.tokenkeep.console.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.ActionResult;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.table.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class AskedActionsTest {

    private static final String ADA = "threads-main:1";
    private static final String BO = "threads-main:2";

    private Instant now = TestStatus.CHANGED;
    private final AskedActions actions = new AskedActions(2, () -> now);

    @Test
    void commandWaitsAndItsEndEndsIt() {
        command("a", ADA, AccountCommandKind.VERIFY_NOW);
        assertThat(actions.find("a")).contains(new AskedAction("a", ADA, AccountAction.VERIFY, null));

        end("a", ADA, ActionResult.VERIFIED);

        assertThat(result("a")).isEqualTo(ActionResult.VERIFIED);
        assertThat(actions.find("b")).isEmpty();
    }

    @Test
    void endMayBeReadFirstAndTwiceAndTheFirstOneCounts() {
        end("a", ADA, ActionResult.REFUSED);
        assertThat(actions.find("a").orElseThrow().action()).isNull();
        command("a", ADA, AccountCommandKind.REFRESH_NOW);
        end("a", ADA, ActionResult.REFRESHED);

        assertThat(actions.find("a").orElseThrow().action()).isEqualTo(AccountAction.REFRESH);
        assertThat(result("a")).isEqualTo(ActionResult.REFUSED);
        assertThat(actions.size()).isEqualTo(1);
    }

    @Test
    void idBelongsToTheAccountThatHadItFirst() {
        command("a", ADA, AccountCommandKind.VERIFY_NOW);
        end("a", BO, ActionResult.VERIFIED);

        assertThat(actions.find("a")).contains(new AskedAction("a", ADA, AccountAction.VERIFY, null));
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"REFRESH_NOW", "VERIFY_NOW", "DISCONNECT"})
    void otherCommandsAreNoActions(AccountCommandKind kind) {
        command("a", ADA, kind);

        assertThat(actions.find("a")).isEmpty();
    }

    @Test
    void oneOfManyAndAnImportAreFollowedElsewhere() {
        command("bulk.1", ADA, AccountCommandKind.VERIFY_NOW);
        end("bulk.1", ADA, ActionResult.VERIFIED);
        end("row", ADA, ActionResult.IMPORTED);
        end("row-2", ADA, ActionResult.CURRENT_KEPT);
        actions.ends().add(ADA, TestEvent.of(ADA, "e", EventKind.REFRESHED).build(), place(0));

        assertThat(actions.size()).isZero();
    }

    @Test
    void oldestLeavesAtTheLimitAndTheHealthFailsWhileItWouldBeHeld() {
        command("a", ADA, AccountCommandKind.VERIFY_NOW);
        command("b", ADA, AccountCommandKind.VERIFY_NOW);
        assertThat(actions.check().isOk()).isTrue();
        command("c", ADA, AccountCommandKind.VERIFY_NOW);

        assertThat(actions.find("a")).isEmpty();
        assertThat(actions.find("c")).isPresent();
        assertThat(actions.check().failure()).contains("actions.limit");
        now = now.plus(Duration.ofDays(7));
        assertThat(actions.check().isOk()).isTrue();
    }

    @Test
    void actionIsForgottenAfter7DaysAndMakesRoom() {
        command("a", ADA, AccountCommandKind.VERIFY_NOW);
        command("b", ADA, AccountCommandKind.VERIFY_NOW);
        now = now.plus(Duration.ofDays(7)).plusSeconds(1);
        command("c", ADA, AccountCommandKind.VERIFY_NOW);
        actions.add(ADA, value("old", ADA, AccountCommandKind.VERIFY_NOW), new RecordPlace(0, 9, TestStatus.CHANGED));

        assertThat(actions.size()).isEqualTo(1);
        assertThat(actions.find("old")).isEmpty();
        assertThat(actions.check().isOk()).isTrue();
    }

    @Test
    void writerOfACommandGetsItsPlace() {
        CompletableFuture<Position> read = actions.expect("a");
        CompletableFuture<Position> never = actions.expect("b");
        actions.unexpect("b");

        command("a", ADA, AccountCommandKind.VERIFY_NOW);
        command("b", ADA, AccountCommandKind.VERIFY_NOW);

        assertThat(read).isCompletedWithValue(new Position("account-commands", 1, 5));
        assertThat(never).isNotDone();
    }

    @Test
    void readyOnceBothTopicsAreRead() {
        actions.nowCaughtUp();
        assertThat(actions.isReady()).isFalse();

        actions.ends().nowCaughtUp();

        assertThat(actions.isReady()).isTrue();
    }

    private ActionResult result(String id) {
        AskedAction.Ended ended = actions.find(id).orElseThrow().ended();
        return ended == null ? ActionResult.UNKNOWN : ended.result();
    }

    private void command(String id, String account, AccountCommandKind kind) {
        actions.add(account, value(id, account, kind), place(5));
    }

    private static AccountCommand value(String id, String account, AccountCommandKind kind) {
        return AccountCommand.newBuilder()
                .setRequestId(id)
                .setAccount(account)
                .setKind(kind)
                .setRequestedAt(TestStatus.CHANGED)
                .build();
    }

    private void end(String id, String account, ActionResult result) {
        AccountEvent event = TestEvent.ended(account, id, result, FailureClass.NONE);
        actions.ends().add(account, event, place(7));
    }

    private RecordPlace place(long offset) {
        return new RecordPlace(1, offset, now);
    }
}
