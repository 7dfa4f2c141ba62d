package io.tokenkeep.exchange.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a lane keeps in memory of the records of a topic beside its own. A {@link CompanionReader} calls it. */
public interface Companion {

    /** The partition was assigned, and its records follow from the first one on. */
    void begin(int partition);

    /**
     * A record of an assigned partition was read.
     *
     * @param old whether the record was there before its partition was assigned
     */
    void take(ConsumerRecord<byte[], byte[]> record, boolean old);

    /** All records are taken in that the partition had when it was assigned. */
    void caughtUp(int partition);

    /** The partition was revoked or lost. */
    void forget(int partition);

    /** Whether no more records fit into memory. */
    boolean isFull();

    /** Whether partitions that have caught up are read on while there is no room. If not, they wait too. */
    default boolean isFollowedWhenFull() {
        return true;
    }

    /** The end offset of the lane's own partition, read after the partition was assigned. */
    default void laneEndsAt(int partition, long offset) {}

    /** Called in every round. */
    default void everyRound() {}
}
