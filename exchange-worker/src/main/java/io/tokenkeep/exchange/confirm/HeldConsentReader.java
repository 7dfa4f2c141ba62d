package io.tokenkeep.exchange.confirm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenkeep.account.RecordCheck;
import io.tokenkeep.avro.HeldConsent;
import io.tokenkeep.avro.HeldState;
import io.tokenkeep.exchange.kafka.Companion;
import io.tokenkeep.exchange.kafka.CompanionReader;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Takes the records of {@code held-consents} into {@link HeldConsents}, and finds those whose wait is over. Used by the confirmation
 * lane's poll thread only.
 */
final class HeldConsentReader implements Companion {

    /** Ends of waits that are on their way to Kafka. While it takes none, they do not pile up. */
    private static final int MOST_DUE = 1000;

    /** All consents are looked through. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final HeldConsents held;
    private final Output output;
    private final InstantSource clock;
    private final AtomicInteger underway = new AtomicInteger();
    private Instant looked = Instant.EPOCH;

    /**
     * Where the reader sends what it finds.
     *
     * @param due receives a consent whose wait is over, and what to run once Kafka has its end
     * @param unreadable receives each unreadable record that arrived while its partition was assigned, and the reason
     */
    record Output(
            BiConsumer<HeldConsent, Runnable> due, BiConsumer<ConsumerRecord<byte[], byte[]>, String> unreadable) {}

    private HeldConsentReader(HeldConsents held, Output output, InstantSource clock) {
        this.held = held;
        this.output = output;
        this.clock = clock;
    }

    /**
     * The reader that fills {@code held}.
     *
     * @param source owned by the reader from now on
     */
    static CompanionReader of(CompanionReader.Source source, HeldConsents held, Output output, InstantSource clock) {
        return new CompanionReader(
                source,
                Topics.CONSENT_DECISIONS.name(),
                Topics.HELD_CONSENTS.name(),
                new HeldConsentReader(held, output, clock),
                clock);
    }

    @Override
    public void begin(int partition) {
        held.begin(partition);
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record, boolean old) {
        if (record.key() == null) {
            unreadable(record, old, "no key");
            return;
        }
        String id = new String(record.key(), UTF_8);
        byte[] value = record.value();
        try {
            held.put(record.partition(), id, value == null ? null : read(record, id, value));
        } catch (UnreadableRecordException e) {
            held.unreadable(record.partition(), id);
            unreadable(record, old, String.valueOf(e.getMessage()));
        }
    }

    private HeldConsent read(ConsumerRecord<byte[], byte[]> record, String id, byte[] value)
            throws UnreadableRecordException {
        HeldConsent consent = Topics.HELD_CONSENTS.codec().decode(value);
        if (!consent.getAuthorizationId().equals(id)
                || !consent.getCode().getAuthorizationId().equals(id)) {
            throw new UnreadableRecordException("key and authorizationId differ");
        }
        if (consent.getState() == HeldState.UNKNOWN) {
            throw new UnreadableRecordException("a state of a newer version");
        }
        String problem = RecordCheck.problem(consent, RecordCheck.readAt(record, clock));
        if (problem != null) {
            throw new UnreadableRecordException(problem);
        }
        return consent;
    }

    /** An earlier owner of the partition has set an old record aside. */
    private void unreadable(ConsumerRecord<byte[], byte[]> record, boolean old, String reason) {
        if (!old) {
            output.unreadable.accept(record, reason);
        }
    }

    @Override
    public void caughtUp(int partition) {
        held.caughtUp(partition);
    }

    @Override
    public void forget(int partition) {
        held.forget(partition);
    }

    @Override
    public boolean isFull() {
        return held.isFull();
    }

    /** Consents of any worker bring more. */
    @Override
    public boolean isFollowedWhenFull() {
        return false;
    }

    @Override
    public void everyRound() {
        Instant now = clock.instant();
        if (Duration.between(looked, now).abs().compareTo(BETWEEN_LOOKS) < 0) {
            return;
        }
        looked = now;
        for (HeldConsent due : held.takeDue(now, MOST_DUE - underway.get())) {
            underway.incrementAndGet();
            output.due.accept(due, underway::decrementAndGet);
        }
    }
}
