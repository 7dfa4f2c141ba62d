package io.tokenkeep.exchange.imports;

import io.tokenkeep.exchange.cooldown.AppFailures;
import io.tokenkeep.exchange.kafka.Delivery;
import io.tokenkeep.exchange.kafka.LaneWork;
import io.tokenkeep.exchange.lane.Lane;
import io.tokenkeep.exchange.lane.LaneLimits;
import io.tokenkeep.exchange.lane.LaneParts;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.RecipientKeys;
import io.tokenkeep.seal.RecipientOpener;
import io.tokenkeep.seal.Sealer;
import io.tokenkeep.seal.WrongKeyException;
import java.util.Collection;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** The import lane: the jobs of imported tokens. The poll thread calls it. */
public final class ImportLane implements LaneWork {

    private final Lane lane;

    private ImportLane(Lane lane) {
        this.lane = lane;
    }

    /**
     * The keys of imports.
     *
     * @param rows open what console-service sealed
     * @param tokens seal what is handed over
     * @param wrongKey receives each row that another key would open
     */
    public record Keys(RecipientKeys rows, KeySet tokens, Consumer<WrongKeyException> wrongKey) {}

    /** Builds the lane. Nothing runs before a poll loop calls it. */
    public static ImportLane create(LaneParts parts, LaneLimits limits, Keys keys) {
        ImportContext shared = new ImportContext(
                parts.apps(),
                new RecipientOpener(keys.rows, Purpose.IMPORTED_TOKEN),
                keys.wrongKey,
                new ImportRecords(new Sealer(keys.tokens, Purpose.ACCESS_TOKEN), parts.clients(), parts.clock()),
                parts.publishing(),
                parts.cooldowns(),
                new AppFailures(parts.cooldowns()),
                parts.backoff(),
                parts.clock());
        return new ImportLane(parts.lane(limits, new ImportJobs(shared)));
    }

    /** The jobs, for the gauges. Any thread. */
    public Lane jobs() {
        return lane;
    }

    @Override
    public void accept(Delivery delivery) {
        lane.accept(delivery);
    }

    @Override
    public boolean hasRoom(TopicPartition partition) {
        return lane.hasRoom(partition);
    }

    @Override
    public boolean isWorking(TopicPartition partition) {
        return lane.isWorking(partition);
    }

    @Override
    public void revoked(Collection<TopicPartition> partitions) {
        lane.revoked(partitions);
    }
}
