package io.tokenkeep.exchange.lane;

import java.time.Duration;
import java.util.function.Consumer;

/** How one attempt at a job ended. */
public sealed interface JobResult {

    JobResult DONE = new Done();
    JobResult DROPPED = new Dropped();

    /** One function per case. */
    void match(Runnable done, Consumer<Duration> again, Runnable dropped);

    /** All results are acknowledged, so the offset may be committed. */
    record Done() implements JobResult {
        @Override
        public void match(Runnable done, Consumer<Duration> again, Runnable dropped) {
            done.run();
        }
    }

    /** The job is attempted again after this time. Until then it has no permit and no place in the queue. */
    record Again(Duration after) implements JobResult {
        @Override
        public void match(Runnable done, Consumer<Duration> again, Runnable dropped) {
            again.accept(after);
        }
    }

    /** The job is left to the next owner of the partition. */
    record Dropped() implements JobResult {
        @Override
        public void match(Runnable done, Consumer<Duration> again, Runnable dropped) {
            dropped.run();
        }
    }
}
