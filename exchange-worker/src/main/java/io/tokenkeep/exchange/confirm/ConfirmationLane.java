package io.tokenkeep.exchange.confirm;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.exchange.consent.ConnectLinks;
import io.tokenkeep.exchange.consent.ConsentContext;
import io.tokenkeep.exchange.consent.ConsentKeys;
import io.tokenkeep.exchange.kafka.CompanionReader;
import io.tokenkeep.exchange.kafka.Delivery;
import io.tokenkeep.exchange.kafka.LaneWork;
import io.tokenkeep.exchange.lane.Lane;
import io.tokenkeep.exchange.lane.LaneLimits;
import io.tokenkeep.exchange.lane.LaneParts;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.common.TopicPartition;

/**
 * The confirmation lane: the jobs of decisions about held consents, and the held consents of their partitions. They are read
 * completely before the first job of a partition begins. Unless a method says otherwise, the poll thread calls it.
 */
public final class ConfirmationLane implements LaneWork {

    private final Lane lane;
    private final HeldConsents held;
    private final CompanionReader reader;

    private ConfirmationLane(Lane lane, HeldConsents held, CompanionReader reader) {
        this.lane = lane;
        this.held = held;
        this.reader = reader;
    }

    /**
     * Where held consents are kept.
     *
     * @param known filled by this lane
     * @param waiting filled by a follower
     * @param source owned by the lane from now on
     */
    public record HeldStore(HeldConsents known, WaitingAccounts waiting, CompanionReader.Source source) {}

    /**
     * Builds the lane. Nothing runs before a poll loop calls it.
     *
     * @param keys the keys that the code lane has
     * @param codeLifetime how long a code can be presented
     */
    public static ConfirmationLane create(
            LaneParts parts,
            LaneLimits limits,
            ConsentKeys keys,
            HeldStore store,
            ConnectLinks links,
            Duration codeLifetime,
            MeterRegistry registry) {
        ConsentContext consents = ConsentContext.of(parts, keys, links, codeLifetime, registry);
        HeldConsentReader.Output output = new HeldConsentReader.Output(
                (due, acknowledged) -> parts.context().runOnContext(n -> parts.publishing()
                        .acknowledged(consents.held().timeOver(due))
                        .onComplete(done -> acknowledged.run())),
                parts::setAside);
        CompanionReader reader = HeldConsentReader.of(store.source, store.known, output, parts.clock());
        ConfirmationContext shared = new ConfirmationContext(
                consents,
                new Opener(keys.tokens(), Purpose.HELD_CONSENT, keys.health().of("tokens.keys")),
                store.known,
                store.waiting,
                partition -> parts.readToEnd(reader, partition));
        return new ConfirmationLane(parts.lane(limits, new ConfirmationJobs(shared)), store.known, reader);
    }

    /** The jobs, for the gauges. Any thread. */
    public Lane jobs() {
        return lane;
    }

    @Override
    public void accept(Delivery delivery) {
        lane.accept(delivery);
    }

    /** At the bound of held consents, decisions are what makes room, so they are read on. */
    @Override
    public boolean hasRoom(TopicPartition partition) {
        return held.isCaughtUp(partition.partition()) && lane.hasRoom(partition);
    }

    @Override
    public boolean isWorking(TopicPartition partition) {
        return lane.isWorking(partition);
    }

    @Override
    public void assigned(Collection<TopicPartition> partitions) {
        reader.assigned(partitions);
    }

    @Override
    public void revoked(Collection<TopicPartition> partitions) {
        lane.revoked(partitions);
        reader.revoked(partitions);
    }

    @Override
    public void round() {
        reader.round();
    }

    @Override
    public void closed(Duration limit) {
        reader.close(limit);
    }
}
