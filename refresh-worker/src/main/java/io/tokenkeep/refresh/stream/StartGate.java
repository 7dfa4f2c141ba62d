package io.tokenkeep.refresh.stream;

import java.util.function.ToLongFunction;

/**
 * Keeps a task from acting before it has read what was there when it started: a command about a token whose successor
 * lies unread in the next record would be a wasted call.
 */
public interface StartGate {

    /** A task with this partition starts now. */
    Watch watch(int partition);

    /** One task's look at the gate. Never blocks. */
    interface Watch {
        /** Whether all that was there is read, given the offset to be read next of a topic. Once true, no longer asked. */
        boolean passed(ToLongFunction<String> next);
    }
}
