package io.tokenkeep.exchange.lane;

import java.time.Duration;
import java.util.function.Consumer;

/** How one attempt at a job ended. */
public sealed interface JobResult {

    JobResult DONE = new Done();
    JobResult DROPPED = new Dropped();

    /** One function per case. */
    void match(Runnable done, Consumer<Duration> again, Runnable dropped);

    /** Everything is done and acknowledged: the offset may be committed. */
    record Done() implements JobResult {
        @Override
        public void match(Runnable done, Consumer<Duration> again, Runnable dropped) {
            done.run();
        }
    }

    /** To be attempted again after this time; until then it has no permit and no place in the queue. */
    record Again(Duration after) implements JobResult {
        @Override
        public void match(Runnable done, Consumer<Duration> again, Runnable dropped) {
            again.accept(after);
        }
    }

    /** Left to the worker that owns the partition next. */
    record Dropped() implements JobResult {
        @Override
        public void match(Runnable done, Consumer<Duration> again, Runnable dropped) {
            dropped.run();
        }
    }
}
