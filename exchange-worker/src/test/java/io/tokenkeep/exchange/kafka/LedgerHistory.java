package io.tokenkeep.exchange.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One history, made from a seed: members of a group, each a real loop with real ledgers, read twelve partitions while
 * work ends in any order, members come, go and freeze, and commits fail. Then all is quiet, and everything must end.
 */
final class LedgerHistory {

    private static final int STEPS = 120;
    private static final int QUIET_ROUNDS = 400;
    private static final int MOST_MEMBERS = 4;
    private static final LaneTiming TIMING =
            new LaneTiming(Duration.ofMillis(SimulatedGroup.SESSION_MILLIS), Duration.ofMillis(200));

    private final RandomGenerator random;
    private final Variant variant;
    private final SimulatedGroup group;
    private final List<Member> members = new ArrayList<>();
    private int failures;
    private int freezes;

    /** How loops are made: as they are, or with a defect. */
    record Variant(Supplier<PartitionLedger> ledgers, boolean hearsOfLoss) {

        static final Variant AS_IT_IS = new Variant(PartitionLedger::new, true);
    }

    /** What a history consisted of. */
    record Counts(int rebalances, int losses, int failures, int freezes, int holes) {

        Counts plus(Counts other) {
            return new Counts(
                    rebalances + other.rebalances,
                    losses + other.losses,
                    failures + other.failures,
                    freezes + other.freezes,
                    holes + other.holes);
        }
    }

    private record Member(SimulatedConsumer consumer, SimulatedWork work, LaneLoop loop) {}

    LedgerHistory(long seed, Variant variant) {
        this.random = new Random(seed);
        this.variant = variant;
        this.group = new SimulatedGroup(random);
    }

    /** Plays it; returns what went wrong, or null. */
    @Nullable
    String play() {
        for (int p = 0; p < SimulatedGroup.PARTITIONS; p++) {
            append(p, random.nextInt(12));
        }
        join();
        for (int step = 0; step < STEPS && group.verifier().violation() == null; step++) {
            step();
            check();
        }
        quiet();
        return group.verifier().violation();
    }

    Counts counts() {
        int holes = 0;
        for (int p = 0; p < SimulatedGroup.PARTITIONS; p++) {
            holes += group.log(p).holes();
        }
        int failed = failures
                + members.stream()
                        .mapToInt(member -> member.consumer.failures())
                        .sum();
        return new Counts(group.rebalances(), group.losses(), failed, freezes, holes);
    }

    private void step() {
        int action = random.nextInt(100);
        if (action < 60) {
            group.pass(random.nextInt(200));
            round(any());
        } else if (action < 78) {
            any().work.finishSome(1 + random.nextInt(20));
        } else if (action < 86) {
            append(random.nextInt(SimulatedGroup.PARTITIONS), 1 + random.nextInt(4));
        } else if (action < 89) {
            any().work.hasRoom(random.nextBoolean());
        } else if (action < 92) {
            freeze(any());
        } else if (action < 95) {
            any().work.forgetGone();
        } else if (action < 98) {
            join();
        } else if (members.size() > 1) {
            leave(any());
        }
    }

    private void append(int partition, int records) {
        for (int i = 0; i < records; i++) {
            group.log(partition).append(random);
        }
        if (random.nextInt(3) == 0) {
            group.log(partition).skip(1);
        }
    }

    private Member any() {
        return members.get(random.nextInt(members.size()));
    }

    private void join() {
        if (members.size() < MOST_MEMBERS) {
            SimulatedConsumer consumer = new SimulatedConsumer(group, variant.hearsOfLoss());
            SimulatedWork work = new SimulatedWork(group);
            members.add(new Member(
                    consumer,
                    work,
                    new LaneLoop(consumer, "authorization-codes", work, TIMING, group::nanoTime, variant.ledgers())));
        }
    }

    private void leave(Member member) {
        if (!member.consumer.frozen()) {
            member.loop.close();
            member.loop.run();
            failures += member.consumer.failures();
            members.remove(member);
        }
    }

    /** For minutes a member does nothing while the others go on, or for less than anybody notices. */
    private void freeze(Member member) {
        freezes++;
        member.consumer.freeze(true);
        int rounds = random.nextInt(20);
        for (int i = 0; i < rounds; i++) {
            group.pass(random.nextInt(15_000));
            Member other = any();
            round(other);
            other.work.finishSome(random.nextInt(3));
            check();
        }
        member.consumer.freeze(false);
    }

    private static void round(Member member) {
        if (!member.consumer.frozen()) {
            member.loop.round();
        }
    }

    private void check() {
        for (Member member : members) {
            for (Delivery delivery : member.work.deliveries()) {
                if (delivery.ownership().isSure()) {
                    int partition = delivery.record().partition();
                    group.verifier().sure(partition, group.mayBeSure(member.consumer, partition));
                }
            }
        }
    }

    private void quiet() {
        members.forEach(member -> {
            member.consumer.calm();
            member.work.hasRoom(true);
        });
        for (int i = 0;
                i < QUIET_ROUNDS
                        && group.verifier().violation() == null
                        && !group.verifier().isDone();
                i++) {
            for (Member member : members) {
                group.pass(50);
                member.work.finishSome(member.work.open());
                member.loop.round();
            }
        }
        group.verifier().mustBeFinished();
    }
}
