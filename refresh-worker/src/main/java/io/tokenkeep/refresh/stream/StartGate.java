package io.tokenkeep.refresh.stream;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;

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

        /** Reads a range of offsets of a topic, which may hold no record, and gives each record to {@code reader} in order. */
        default Reading read(String topic, long from, long to, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
            return Reading.COMPLETE;
        }

        /** The topics that have unread records for long, each with the offset after the last one. */
        default Map<String, Long> unread() {
            return Map.of();
        }
    }

    /** How the reading of a range ended. */
    enum Reading {
        COMPLETE,
        /** There is a record that cannot be read. */
        UNREADABLE,
        /** The broker did not answer in time. */
        UNKNOWN
    }
}
