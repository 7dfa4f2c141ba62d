package io.tokenkeep.exchange.kafka;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A broker's side of a consumer group: who is a member, who owns what, who shall own it next. Members that are silent
 * for a session time-out are thrown out. As with the real one, a commit is accepted from any member in good standing,
 * whatever it owns.
 */
final class SimulatedGroup {

    static final int PARTITIONS = 12;
    static final long SESSION_MILLIS = 6_000;

    private final SimulatedLog[] logs = new SimulatedLog[PARTITIONS];
    private final HistoryVerifier verifier;
    private final List<SimulatedConsumer> members = new ArrayList<>();
    private final @Nullable SimulatedConsumer[] owners = new SimulatedConsumer[PARTITIONS];
    private final @Nullable SimulatedConsumer[] targets = new SimulatedConsumer[PARTITIONS];
    private final RandomGenerator random;
    private long nanos = 1;
    private int rebalances;
    private int losses;

    SimulatedGroup(RandomGenerator random) {
        this.random = random;
        Arrays.setAll(logs, p -> new SimulatedLog());
        this.verifier = new HistoryVerifier(logs);
    }

    HistoryVerifier verifier() {
        return verifier;
    }

    SimulatedLog log(int partition) {
        return logs[partition];
    }

    RandomGenerator random() {
        return random;
    }

    /** The one clock of a history. */
    long nanoTime() {
        return nanos;
    }

    int rebalances() {
        return rebalances;
    }

    int losses() {
        return losses;
    }

    /** Time passes; who has been silent for too long is no member any more. */
    void pass(long millis) {
        nanos += millis * 1_000_000;
        for (SimulatedConsumer member : List.copyOf(members)) {
            if (!member.frozen()) {
                member.heartbeat(nanos);
            } else if (nanos - member.lastHeartbeat() > SESSION_MILLIS * 1_000_000) {
                expel(member);
            }
        }
    }

    void join(SimulatedConsumer member) {
        members.add(member);
        member.heartbeat(nanos);
        rebalance();
    }

    void leave(SimulatedConsumer member) {
        members.remove(member);
        for (int p = 0; p < PARTITIONS; p++) {
            if (owners[p] == member) {
                owners[p] = null;
            }
        }
        rebalance();
    }

    boolean isMember(SimulatedConsumer member) {
        return members.contains(member);
    }

    boolean owns(SimulatedConsumer member, int partition) {
        return owners[partition] == member;
    }

    /** Whether nobody but this member can be at work on the partition. */
    boolean mayBeSure(SimulatedConsumer member, int partition) {
        return owners[partition] == null || owners[partition] == member;
    }

    boolean shallOwn(SimulatedConsumer member, int partition) {
        return targets[partition] == member;
    }

    void released(int partition) {
        owners[partition] = null;
    }

    /** Takes a partition that is this member's by plan and nobody's in fact. */
    boolean take(SimulatedConsumer member, int partition) {
        if (targets[partition] != member || owners[partition] != null) {
            return false;
        }
        owners[partition] = member;
        return true;
    }

    private void expel(SimulatedConsumer member) {
        losses++;
        leave(member);
    }

    private void rebalance() {
        rebalances++;
        for (int p = 0; p < PARTITIONS; p++) {
            boolean stays = targets[p] != null && members.contains(targets[p]) && random.nextInt(3) > 0;
            if (!stays) {
                targets[p] = members.isEmpty() ? null : members.get(random.nextInt(members.size()));
            }
        }
    }
}
