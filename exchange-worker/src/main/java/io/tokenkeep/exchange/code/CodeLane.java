package io.tokenkeep.exchange.code;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.exchange.consent.ConnectLinks;
import io.tokenkeep.exchange.consent.ConsentContext;
import io.tokenkeep.exchange.consent.ConsentKeys;
import io.tokenkeep.exchange.kafka.CompanionReader;
import io.tokenkeep.exchange.kafka.Delivery;
import io.tokenkeep.exchange.kafka.LaneWork;
import io.tokenkeep.exchange.kafka.Progress;
import io.tokenkeep.exchange.kafka.ProgressLimits;
import io.tokenkeep.exchange.kafka.ProgressReader;
import io.tokenkeep.exchange.lane.Lane;
import io.tokenkeep.exchange.lane.LaneLimits;
import io.tokenkeep.exchange.lane.LaneParts;
import io.tokenkeep.exchange.lane.Publishing;
import io.tokenkeep.kit.health.Component;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.common.TopicPartition;

/**
 * The code lane: its jobs, and the progress of their partitions. Progress is read completely before the first job of a
 * partition begins. Unless a method says otherwise, the poll thread calls it.
 */
public final class CodeLane implements LaneWork {

    private final Lane lane;
    private final Progress progress;
    private final RememberedCodes remembered;
    private final CompanionReader reader;
    private final Publishing publishing;
    private final java.util.function.Consumer<Throwable> mistake;

    private CodeLane(Lane lane, Progress progress, CompanionReader reader, LaneParts parts) {
        this.publishing = parts.publishing();
        this.mistake = parts.mistake();
        this.lane = lane;
        this.progress = progress;
        this.remembered = new RememberedCodes(progress, lane.counts());
        this.reader = reader;
    }

    /**
     * The times of this lane.
     *
     * @param codeLifetime how long a code can be presented
     * @param secondLook how long another worker's answer may still be on its way
     * @param memory bounds of what is remembered of finished codes
     */
    public record Times(Duration codeLifetime, Duration secondLook, ProgressLimits memory) {}

    /**
     * Builds the lane. Nothing runs before a poll loop calls it.
     *
     * @param codeKeys open codes
     * @param keys seal answers and tokens
     * @param source owned by the lane from now on
     */
    public static CodeLane create(
            LaneParts parts,
            LaneLimits limits,
            KeySet codeKeys,
            ConsentKeys keys,
            CompanionReader.Source source,
            ConnectLinks links,
            Times times,
            MeterRegistry registry) {
        Progress progress = new Progress(times.memory(), System::nanoTime);
        ConsentContext consents = ConsentContext.of(parts, keys, links, times.codeLifetime(), registry);
        consents.records()
                .selfTest(
                        new Opener(keys.tokens(), Purpose.PROVIDER_ANSWER),
                        parts.clock().instant());
        CodeContext shared = new CodeContext(
                consents,
                new CodeSecrets(
                        new Opener(
                                codeKeys,
                                Purpose.AUTHORIZATION_CODE,
                                keys.health().of("codes.keys")),
                        new Opener(
                                codeKeys, Purpose.CODE_VERIFIER, keys.health().of("codes.keys"))),
                new Opener(keys.tokens(), Purpose.PROVIDER_ANSWER, keys.health().of("tokens.keys")),
                progress,
                times.secondLook());
        CompanionReader reader = ProgressReader.of(source, progress, parts::setAside, parts.clock());
        Lane lane = parts.lane(limits, new CodeJobs(shared));
        CodeLane codes = new CodeLane(lane, progress, reader, parts);
        codes.remembered.bind(registry);
        return codes;
    }

    /**
     * Writes an end of progress that belongs to no code. Its acknowledgement shows, before the first code is presented,
     * that checkpoints can be written, and it carries the broker's time. Call it on the lane's event loop.
     */
    public void proveProgress() {
        Future<Void> unused = publishing
                .acknowledged(Topics.AUTHORIZATION_PROGRESS.record(ProgressReader.SELF_TEST, null))
                .onFailure(mistake::accept);
    }

    /** The jobs, for the gauges. Any thread. */
    public Lane jobs() {
        return lane;
    }

    /** The codes in memory, for health. Any thread. */
    public Component remembered() {
        return remembered;
    }

    @Override
    public void accept(Delivery delivery) {
        lane.accept(delivery);
    }

    @Override
    public boolean hasRoom(TopicPartition partition) {
        return progress.isCaughtUp(partition.partition()) && !remembered.isFull() && lane.hasRoom(partition);
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
        remembered.logIfFull();
    }

    @Override
    public void closed(Duration limit) {
        reader.close(limit);
    }
}
