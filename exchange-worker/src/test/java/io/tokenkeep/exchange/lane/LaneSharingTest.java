package io.tokenkeep.exchange.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.exchange.rate.Admission;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How apps and sources share a lane. */
class LaneSharingTest extends LaneFixture {

    @Test
    void appWhoseCallsHangLeavesPermitsForAnother() {
        Lane lane = lane(16, 100, new Sharing(true, Admission.OPEN));
        List<FakeJob> hanging = IntStream.range(0, 50)
                .mapToObj(i -> accept(lane, "hangs-" + i, "down"))
                .toList();
        await().until(() -> lane.permits("down") == 15);

        assertThat(lane.hasRoom(PARTITION)).isTrue();
        FakeJob healthy = accept(lane, "anna", "up");
        await().until(healthy::isRunning);
        healthy.end(JobResult.DONE);

        await().until(() -> lane.permits("up") == 0);
        assertThat(lane.permits("down")).isEqualTo(15);
        assertThat(hanging).filteredOn(FakeJob::isRunning).hasSize(15);
    }

    @Test
    void lastPermitIsForAnAppThatHasNone() {
        Lane lane = lane(2, 100, new Sharing(true, Admission.OPEN));
        FakeJob first = accept(lane, "a", "down");
        FakeJob second = accept(lane, "b", "down");
        await().until(first::isRunning);

        FakeJob other = accept(lane, "c", "up");

        await().until(other::isRunning);
        assertThat(second.attempts()).isZero();
    }

    @Test
    void appsShareEvenlyWhatBothWant() {
        Lane lane = lane(16, 100, new Sharing(true, Admission.OPEN));
        List<FakeJob> first = IntStream.range(0, 40)
                .mapToObj(i -> accept(lane, "first-" + i, "first"))
                .toList();
        await().until(() -> lane.permits("first") == 15);
        IntStream.range(0, 40).forEach(i -> accept(lane, "second-" + i, "second"));
        await().until(() -> lane.permits("second") == 1);

        first.stream().filter(FakeJob::isRunning).limit(7).toList().forEach(job -> job.end(JobResult.DONE));

        await().until(() -> lane.permits("second") == 7);
        assertThat(lane.permits("first")).isEqualTo(8);
    }

    @Test
    void appThatMayNotCallStandsWhileOthersGoOn() {
        AtomicBoolean open = new AtomicBoolean();
        Admission admission = app -> app.equals("limited") && !open.get() ? 1_000_000 : 0;
        Lane lane = lane(1, 8, new Sharing(true, admission));
        FakeJob limited = accept(lane, "a", "limited");
        accept(lane, "b", "limited");
        FakeJob free = accept(lane, "c", "free");
        await().until(free::isRunning);
        free.end(JobResult.DONE);
        await().until(() -> finished.contains(2L));
        assertThat(limited.attempts()).isZero();
        assertThat(lane.hasRoom(PARTITION)).isTrue();

        open.set(true);

        await().until(limited::isRunning);
    }

    @Test
    void jobOfAnotherSourceIsNextAfterOneOfTheFloodThatCameBeforeIt() {
        AtomicInteger calls = new AtomicInteger();
        Admission admission = app -> calls.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? 0 : 1_000_000;
        Lane lane = lane(100, 5000, new Sharing(false, admission));
        List<FakeJob> flood = IntStream.range(0, 1500)
                .mapToObj(i -> accept(lane, new FakeJob("flood-" + i, "app", "flood")))
                .toList();
        FakeJob honest = accept(lane, new FakeJob("honest", "app", "honest"));
        FakeJob second = accept(lane, new FakeJob("second", "app", "honest"));
        await().until(() -> lane.counts().backlog() == 1502);

        calls.set(2);
        await().until(honest::isRunning);
        assertThat(flood.stream().filter(FakeJob::isRunning)).hasSize(1);
        calls.set(2);

        await().until(second::isRunning);
        assertThat(flood.stream().filter(FakeJob::isRunning)).hasSize(2);
    }
}
