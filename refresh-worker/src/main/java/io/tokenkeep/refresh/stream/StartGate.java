package io.tokenkeep.refresh.stream;

import java.util.function.ToLongFunction;

/**
 * Keeps a task from acting before it has read what was there when it started: a command about a token whose successor
 * lies unread in the next record would be a wasted call.
 */
public interface StartGate {

    /** A task with this partition starts now. */
    Watch watch(int partition);

    /** One task's look at the gate. */
    interface Watch {
        /**
         * Whether all that was there is read, given the offset to be read next of a topic. Once true, no longer asked. Never
         * blocks.
         */
        boolean passed(ToLongFunction<String> next);

        /** Whether records lie unread that nobody has given to the task for long, though they can be read. */
        default boolean isStuck() {
            return false;
        }

        /**
         * Whether a stretch of a topic holds no record, from an offset to another one. Waits ten seconds at most; false too where it
         * cannot be known.
         */
        default boolean isEmpty(String topic, long from, long to) {
            return true;
        }
    }
}
