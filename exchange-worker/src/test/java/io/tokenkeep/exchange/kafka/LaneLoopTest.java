package io.tokenkeep.exchange.kafka;

import static io.tokenkeep.exchange.kafka.FakeConsumer.partition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaneLoopTest {

    private static final Duration SESSION = Duration.ofMillis(600);
    private static final Duration DRAIN = Duration.ofMillis(200);

    private final FakeConsumer consumer = new FakeConsumer();
    private final FakeWork work = new FakeWork();
    private final LaneLoop loop =
            new LaneLoop(consumer, FakeConsumer.TOPIC, work, new LaneTiming(SESSION, DRAIN), System::nanoTime);
    private final Thread thread = new Thread(loop, "lane-loop-test");

    @AfterEach
    void close() throws InterruptedException {
        loop.close();
        thread.join(20_000);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void onlyWhatIsFinishedFromTheLowestOnIsCommitted() {
        startWithRecords(3);

        work.delivery(1).finish();
        work.delivery(2).finish();
        await().until(() -> loop.gauges().inFlight() == 1);
        assertThat(loop.gauges().gap()).isEqualTo(3);
        work.delivery(0).finish();

        await().until(() -> consumer.committed() == 3);
        assertThat(consumer.commits()).containsOnly(0L, 3L);
    }

    @Test
    void partitionWithoutRoomIsPausedUntilThereIsSome() {
        startWithRecords(1);

        work.full(partition(0), true);
        await().until(() -> consumer.paused().equals(Set.of(partition(0))));

        work.full(partition(0), false);
        await().until(() -> consumer.paused().isEmpty());
    }

    @Test
    void acceptedCommitMakesOwnershipSureAndKeepsItSoWhileNothingMoves() {
        startWithRecords(1);
        Ownership ownership = work.delivery(0).ownership();

        await().until(ownership::isSure);
        int before = consumer.commits().size();
        await().until(() -> consumer.commits().size() > before + 5);

        assertThat(ownership.isSure()).isTrue();
    }

    @Test
    void refusedCommitProvesNothingAndIsMadeUpForLater() {
        consumer.failCommits(new CommitFailedException("the group has gone on without us"));
        startWithRecords(1);
        work.delivery(0).finish();

        await().until(() -> loop.gauges().failedCommits() > 2);
        assertThat(work.delivery(0).ownership().isSure()).isFalse();

        consumer.failCommits(null);
        await().until(() -> consumer.committed() == 1);
        await().until(() -> work.delivery(0).ownership().isSure());
    }

    @Test
    void whatIsInFlightEndsBeforeThePartitionIsGivenUp() {
        startWithRecords(2);
        Ownership ownership = work.delivery(0).ownership();
        work.working(partition(0), true);

        consumer.revokeAll();
        await().until(() -> !ownership.acceptsWork());
        work.delivery(0).finish();
        work.working(partition(0), false);

        await().until(() -> consumer.committed() == 1);
        await().until(() -> !ownership.isSure());
        assertThat(work.calls()).containsExactly("assigned 1", "revoked 1");
    }

    @Test
    void whatDoesNotEndInTimeIsLeftToTheNextOwner() {
        startWithRecords(1);
        work.working(partition(0), true);

        consumer.revokeAll();
        await().until(() ->
                !work.delivery(0).ownership().isSure() && consumer.assignment().isEmpty());

        assertThat(consumer.committed()).isZero();
    }

    @Test
    void lostPartitionIsNotCommitted() {
        startWithRecords(1);
        Ownership ownership = work.delivery(0).ownership();
        await().until(ownership::isSure);
        consumer.failCommits(new RetriableCommitFailedException("no commit is expected to come through"));

        consumer.loseAll();
        await().until(() -> work.calls().contains("revoked 1"));
        work.delivery(0).finish();

        assertThat(ownership.isSure()).isFalse();
        assertThat(ownership.acceptsWork()).isFalse();
        assertThat(consumer.committed()).isZero();
    }

    @Test
    void completionOfAnEarlierAssignmentFinishesNothingOfThisOne() {
        startWithRecords(1);
        consumer.loseAll();
        consumer.assign(partition(0));
        consumer.record(0, 0);
        await().until(() -> work.offsets().size() == 2);
        await().until(() -> work.delivery(1).ownership().isSure());

        work.delivery(0).finish();
        int before = consumer.commits().size();
        await().until(() -> consumer.commits().size() > before + 2);
        assertThat(consumer.committed()).isZero();

        work.delivery(1).finish();
        await().until(() -> consumer.committed() == 1);
    }

    @Test
    void closingWaitsForWhatIsInFlightCommitsAndLeaves() {
        startWithRecords(1);
        Ownership ownership = work.delivery(0).ownership();
        work.working(partition(0), true);

        loop.close();
        await().until(() -> !ownership.acceptsWork());
        work.delivery(0).finish();
        work.working(partition(0), false);

        await().until(() -> loop.ended().isDone());
        assertThat(loop.ended()).isCompleted();
        assertThat(consumer.committed()).isEqualTo(1);
        assertThat(consumer.closed()).isTrue();
        // Given up once, and the work's own end comes after the consumer's.
        assertThat(work.calls()).containsExactly("assigned 1", "revoked 1", "closed");
    }

    @Test
    void commitThatFailsAtTheEndDoesNotKeepTheLoopFromClosing() {
        startWithRecords(1);
        work.delivery(0).finish();
        consumer.failCommits(new CommitFailedException("the group has gone on without us"));

        loop.close();

        await().until(() -> loop.ended().isDone());
        assertThat(loop.ended()).isCompleted();
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void failureThatMayPassDoesNotEndTheLoop() {
        startWithRecords(1);

        consumer.schedulePollTask(() -> consumer.setPollException(new TimeoutException("the broker is busy")));
        consumer.record(0, 1);

        await().until(() -> work.offsets().size() == 2);
    }

    @Test
    void failureThatStaysEndsTheLoopAndTells() {
        startWithRecords(1);

        consumer.schedulePollTask(() -> consumer.setPollException(new TopicAuthorizationException(FakeConsumer.TOPIC)));

        await().until(() -> loop.ended().isCompletedExceptionally());
        await().until(consumer::closed);
    }

    @Test
    void mistakeOfOursEndsTheLoopAndTells() {
        startWithRecords(1);

        work.makeAMistake();

        await().until(() -> loop.ended().isCompletedExceptionally());
        await().until(consumer::closed);
    }

    private void startWithRecords(int count) {
        consumer.assign(partition(0));
        for (int offset = 0; offset < count; offset++) {
            consumer.record(0, offset);
        }
        thread.start();
        await().until(() -> work.offsets().size() == count);
        assertThat(work.offsets()).isSorted();
    }
}
