package io.tokenkeep.exchange.kafka;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** Work that ends in any order, or never: what a partition's new owner has to do again. */
final class SimulatedWork implements LaneWork {

    private static final int ROOM = 40;
    private static final int DRAIN_MILLIS = 300;

    private final SimulatedGroup group;
    private final List<Delivery> open = new ArrayList<>();
    private boolean room = true;

    SimulatedWork(SimulatedGroup group) {
        this.group = group;
    }

    @Override
    public void accept(Delivery delivery) {
        open.add(delivery);
    }

    @Override
    public boolean hasRoom(TopicPartition partition) {
        return room && open.size() < ROOM;
    }

    /** Something may end in the last moment, and something may take longer than anybody waits. */
    @Override
    public boolean isWorking(TopicPartition partition) {
        finishSome(1);
        if (group.random().nextInt(400) == 0) {
            group.pass(DRAIN_MILLIS);
            return true;
        }
        return false;
    }

    void hasRoom(boolean now) {
        room = now;
    }

    /** What belongs to partitions that are gone is forgotten, as a lane forgets what had not begun. */
    void forgetGone() {
        open.removeIf(delivery -> !delivery.ownership().acceptsWork());
    }

    /** Ends some of the open work, of partitions that are gone as well. */
    void finishSome(int most) {
        for (int i = 0; i < most && !open.isEmpty(); i++) {
            Delivery delivery = open.remove(group.random().nextInt(open.size()));
            group.verifier()
                    .finished(delivery.record().partition(), delivery.record().offset());
            delivery.finish();
        }
    }

    int open() {
        return open.size();
    }

    List<Delivery> deliveries() {
        return open;
    }
}
