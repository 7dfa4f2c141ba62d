package io.tokenkeep.exchange.command;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.exchange.cooldown.AppFailures;
import io.tokenkeep.exchange.kafka.CompanionReader;
import io.tokenkeep.exchange.kafka.Delivery;
import io.tokenkeep.exchange.kafka.LaneWork;
import io.tokenkeep.exchange.lane.Lane;
import io.tokenkeep.exchange.lane.LaneLimits;
import io.tokenkeep.exchange.lane.LaneParts;
import io.tokenkeep.exchange.records.PageTokens;
import io.tokenkeep.exchange.secret.RefreshSecretReader;
import io.tokenkeep.exchange.secret.RefreshSecretRecords;
import io.tokenkeep.exchange.secret.RefreshSecrets;
import io.tokenkeep.exchange.status.KeysComponent;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.Sealer;
import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The refresh lane: its jobs, and the refresh tokens of their partitions if an app's provider gives any. They are read completely
 * before the first job of a partition begins. Unless a method says otherwise, the poll thread calls it.
 */
public final class CommandLane implements LaneWork {

    private final Lane lane;
    private final @Nullable RefreshSecrets secrets;
    private final @Nullable CompanionReader reader;

    private CommandLane(Lane lane, @Nullable RefreshSecrets secrets, @Nullable CompanionReader reader) {
        this.lane = lane;
        this.secrets = secrets;
        this.reader = reader;
    }

    /** The key set of tokens, and who is notified of texts that do not open. */
    public record Keys(KeySet tokens, KeysComponent health) {}

    /**
     * Where refresh tokens are kept.
     *
     * @param known filled by this lane
     * @param source owned by the lane from now on
     * @param secondLook how long another worker's answer may still be on its way
     */
    public record RefreshTokenStore(
            RefreshSecrets known, RefreshSecretRecords records, CompanionReader.Source source, Duration secondLook) {}

    /**
     * Builds the lane. Nothing runs before a poll loop calls it.
     *
     * @param store null if no app's provider gives refresh tokens
     */
    public static CommandLane create(
            LaneParts parts, LaneLimits limits, Keys keys, @Nullable RefreshTokenStore store, MeterRegistry registry) {
        CompanionReader reader = store == null ? null : reader(store, parts);
        RefreshTokens tokens = store == null || reader == null
                ? null
                : new RefreshTokens(
                        store.known,
                        store.records,
                        partition -> parts.readToEnd(reader, partition).mapEmpty(),
                        store.secondLook);
        Sealer sealer = new Sealer(keys.tokens, Purpose.ACCESS_TOKEN);
        CommandContext shared = new CommandContext(
                parts.apps(),
                new Opener(keys.tokens, Purpose.ACCESS_TOKEN, keys.health.of("tokens.keys")),
                sealer,
                new PageTokens(sealer, parts.clients()),
                parts.publishing(),
                parts.cooldowns(),
                new AppFailures(parts.cooldowns()),
                parts.backoff(),
                tokens,
                new CommandMetrics(registry, parts.apps().keySet()),
                parts.clock());
        return new CommandLane(parts.lane(limits, new CommandJobs(shared)), store == null ? null : store.known, reader);
    }

    private static CompanionReader reader(RefreshTokenStore store, LaneParts parts) {
        store.records.selfTest(parts.clock().instant());
        RefreshSecretReader.Output output = new RefreshSecretReader.Output(
                overtaken ->
                        parts.context().runOnContext(n -> parts.publishing().acknowledged(overtaken)),
                parts::setAside);
        return RefreshSecretReader.of(store.source, store.known, output, parts.clock());
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
        boolean known = secrets == null || (secrets.isCaughtUp(partition.partition()) && !secrets.isFull());
        return known && lane.hasRoom(partition);
    }

    @Override
    public boolean isWorking(TopicPartition partition) {
        return lane.isWorking(partition);
    }

    @Override
    public void assigned(Collection<TopicPartition> partitions) {
        if (reader != null) {
            reader.assigned(partitions);
        }
    }

    @Override
    public void revoked(Collection<TopicPartition> partitions) {
        lane.revoked(partitions);
        if (reader != null) {
            reader.revoked(partitions);
        }
    }

    @Override
    public void round() {
        if (reader != null) {
            reader.round();
        }
    }

    @Override
    public void closed(Duration limit) {
        if (reader != null) {
            reader.close(limit);
        }
    }
}
