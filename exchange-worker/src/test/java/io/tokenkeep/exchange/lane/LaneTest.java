package io.tokenkeep.exchange.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.exchange.kafka.Ownerships;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaneTest extends LaneFixture {

    @Test
    void jobsOfOneKeyRunOneAfterTheOther() {
        Lane lane = lane(8, 8);
        FakeJob first = accept(lane, "anna");
        FakeJob second = accept(lane, "anna");
        FakeJob other = accept(lane, "berta");
        await().until(() -> first.isRunning() && other.isRunning());

        assertThat(second.attempts()).isZero();
        first.end(JobResult.DONE);

        await().until(second::isRunning);
        assertThat(finished).containsExactly(0L);
    }

    @Test
    void noMoreRunAtATimeThanThereArePermits() {
        Lane lane = lane(2, 8);
        List<FakeJob> all = List.of(accept(lane, "a"), accept(lane, "b"), accept(lane, "c"));
        await().until(() -> all.get(0).isRunning() && all.get(1).isRunning());
        assertThat(all.get(2).attempts()).isZero();

        all.get(1).end(JobResult.DONE);

        await().until(all.get(2)::isRunning);
    }

    @Test
    void permitGivenBackEarlyIsSomebodyElsesAndGoesBackOnce() {
        Lane lane = lane(1, 8);
        FakeJob publishes = accept(lane, "a");
        await().until(publishes::isRunning);

        publishes.givePermitBack();
        publishes.givePermitBack();
        FakeJob next = accept(lane, "b");
        FakeJob last = accept(lane, "c");
        await().until(next::isRunning);
        assertThat(publishes.isRunning()).isTrue();
        assertThat(lane.isWorking(PARTITION)).isTrue();
        publishes.end(JobResult.DONE);

        await().until(() -> finished.contains(0L));
        assertThat(last.attempts()).isZero();
        assertThat(lane.permits("app")).isEqualTo(1);
    }

    @Test
    void jobThatWaitsHasNoPermitAndOthersPass() {
        Lane lane = lane(1, 8);
        FakeJob slow = accept(lane, "slow");
        FakeJob next = accept(lane, "next");
        await().until(slow::isRunning);

        slow.end(LATER);

        await().until(next::isRunning);
        assertThat(lane.counts().waiting()).isEqualTo(1);
        assertThat(lane.isWorking(PARTITION)).isTrue();
        assertThat(finished).isEmpty();
    }

    @Test
    void jobThatWaitsKeepsItsKeysOrder() {
        Lane lane = lane(8, 8);
        FakeJob first = accept(lane, "anna");
        FakeJob second = accept(lane, "anna");
        await().until(first::isRunning);

        first.end(LATER);

        await().until(() -> lane.counts().waiting() == 1);
        assertThat(second.attempts()).isZero();
    }

    @Test
    void jobThatWaitedIsTriedAgain() {
        Lane lane = lane(1, 8);
        FakeJob job = accept(lane, "anna");
        await().until(job::isRunning);

        job.end(new JobResult.Again(Duration.ofMillis(1)));
        await().until(() -> job.attempts() == 2);
        job.end(JobResult.DONE);

        await().until(() -> finished.contains(0L));
        assertThat(lane.counts().outstanding()).isZero();
        assertThat(lane.counts().waiting()).isZero();
    }

    @Test
    void roomEndsWhereTheQueueIsFull() {
        Lane lane = lane(1, 8);
        FakeJob working = accept(lane, "a");
        assertThat(lane.hasRoom(PARTITION)).isTrue();
        accept(lane, "b");
        assertThat(lane.hasRoom(PARTITION)).isFalse();
        await().until(working::isRunning);

        working.end(JobResult.DONE);

        await().until(() -> lane.hasRoom(PARTITION));
    }

    @Test
    void roomEndsWhereTooManyWaitAndTheLaneSaysSo() {
        Lane lane = lane(1, 2);
        FakeJob first = accept(lane, "a");
        FakeJob second = accept(lane, "b");
        await().until(first::isRunning);
        first.end(LATER);
        await().until(second::isRunning);
        assertThat(lane.isFull()).isFalse();
        assertThat(lane.hasRoom(PARTITION)).isTrue();

        second.end(LATER);

        await().until(lane::isFull);
        assertThat(lane.hasRoom(PARTITION)).isFalse();
    }

    @Test
    void jobsBehindTheirKeyTakeNoRoom() {
        Lane lane = lane(1, 8);
        FakeJob first = accept(lane, "anna");
        accept(lane, "anna");
        accept(lane, "anna");
        await().until(first::isRunning);

        await().until(() -> lane.hasRoom(PARTITION));
        assertThat(lane.counts().backlog()).isEqualTo(2);
    }

    @Test
    void moreStartAsLongAsMoreAreWanted() {
        Lane lane = lane(100, 8);
        List<FakeJob> all =
                IntStream.range(0, 120).mapToObj(i -> accept(lane, "key-" + i)).toList();

        await().until(() -> lane.permits("app") == 100);

        assertThat(lane.counts().limit()).isEqualTo(100);
        assertThat(all).filteredOn(FakeJob::isRunning).hasSize(100);
    }

    @Test
    void partitionThatIsGoneDropsWhatWaitsAndWhatHasNotBegun() {
        Lane lane = lane(1, 8);
        FakeJob waits = accept(lane, "waits");
        await().until(waits::isRunning);
        waits.end(LATER);
        FakeJob works = accept(lane, "works");
        FakeJob queued = accept(lane, "queued");
        await().until(works::isRunning);

        Ownerships.end(ownership);
        lane.revoked(List.of(PARTITION));
        await().until(() -> lane.counts().waiting() == 0);
        assertThat(works.isRunning()).isTrue();
        works.end(JobResult.DONE);

        await().until(() -> lane.counts().outstanding() == 0);
        assertThat(finished).containsExactly(1L);
        assertThat(waits.attempts()).isEqualTo(1);
        assertThat(queued.attempts()).isZero();
        assertThat(lane.isWorking(PARTITION)).isFalse();
    }

    @Test
    void whatWantsToWaitOnAPartitionThatIsGoneIsDropped() {
        Lane lane = lane(1, 8);
        FakeJob job = accept(lane, "anna");
        await().until(job::isRunning);

        Ownerships.end(ownership);
        job.end(LATER);

        await().until(() -> lane.counts().outstanding() == 0);
        assertThat(lane.counts().waiting()).isZero();
        assertThat(finished).isEmpty();
    }

    @Test
    void mistakeIsReportedAndItsRecordLeftUnfinished() {
        Lane lane = lane(1, 8);
        FakeJob wrong = accept(lane, "wrong");
        FakeJob next = accept(lane, "next");
        await().until(wrong::isRunning);

        wrong.fail(new IllegalStateException("a mistake"));

        await().until(next::isRunning);
        assertThat(mistakes).hasSize(1);
        assertThat(finished).isEmpty();
    }

    @Test
    void exceptionOutOfAnAttemptIsAMistakeToo() {
        Lane lane = lane(1, 8);

        accept(lane, new Job() {
            @Override
            public String key() {
                return "wrong";
            }

            @Override
            public String app() {
                return "app";
            }

            @Override
            public Future<JobResult> attempt(Permit permit) {
                throw new IllegalStateException("a mistake");
            }
        });

        await().until(() -> mistakes.size() == 1);
        await().until(() -> lane.counts().outstanding() == 0);
    }

    @Test
    void manyThatEndAtOnceDoNotNest() {
        int many = 50_000;
        Lane lane = lane(1, many);
        FakeJob running = accept(lane, "running");
        await().until(running::isRunning);
        for (int i = 0; i < many; i++) {
            accept(lane, new EndsAtOnce("key-" + i));
        }

        running.end(JobResult.DONE);

        await().until(() -> lane.counts().outstanding() == 0);
        assertThat(finished).hasSize(many + 1);
        assertThat(mistakes).isEmpty();
    }

    private record EndsAtOnce(String key) implements Job {
        @Override
        public String app() {
            return "app";
        }

        @Override
        public Future<JobResult> attempt(Permit permit) {
            return Future.succeededFuture(JobResult.DONE);
        }
    }
}
