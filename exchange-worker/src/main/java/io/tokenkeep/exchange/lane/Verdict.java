package io.tokenkeep.exchange.lane;

import java.time.Duration;

/** How one attempt at a job ended. */
public sealed interface Verdict {

    /** Everything is done and acknowledged: the offset may be committed. */
    record Done() implements Verdict {}

    /** To be attempted again after this time; until then it holds no permit and no place in the queue. */
    record Again(Duration after) implements Verdict {}

    /** Left to whoever has the partition next. */
    record Dropped() implements Verdict {}

    Verdict DONE = new Done();
    Verdict DROPPED = new Dropped();
}
