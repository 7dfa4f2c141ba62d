package io.tokenkeep.refresh.stream;

import java.util.function.ToLongFunction;

/**
 * Prevents a task from acting before it has read the records that were there when it started. A command about a token whose
 * successor is the next record would be a wasted call.
 */
public interface StartGate {

    /** A task with this partition starts now. */
    Watch watch(int partition);

    /** The gate of one task. */
    interface Watch {
        /**
         * Whether all records that were there are read. {@code next}: the next offset to read of a topic. Not called again once
         * true. Never blocks.
         */
        boolean passed(ToLongFunction<String> next);

        /** Whether readable records have stayed unread for long, because Streams does not give them to the task. */
        default boolean isStuck() {
            return false;
        }

        /** What a range of offsets of a topic holds. Waits at most ten seconds for the answer. */
        default Gap gap(String topic, long from, long to) {
            return Gap.EMPTY;
        }
    }

    /** What a range of offsets holds. */
    enum Gap {
        EMPTY,
        RECORDS,
        /** The broker did not answer. */
        UNKNOWN
    }
}
