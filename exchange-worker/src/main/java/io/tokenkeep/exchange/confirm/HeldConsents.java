package io.tokenkeep.exchange.confirm;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.avro.HeldConsent;
import io.tokenkeep.kit.consent.HeldConsentsConfig;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.health.Component;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The held consents of the assigned partitions: what was read from {@code held-consents}, and what this worker has written since.
 * At the bound no more are read, and health fails. Thread-safe.
 */
public final class HeldConsents implements Component {

    /** The end of a wait is decided by a record, which may take this long to be carried out. */
    private static final Duration ASK_AGAIN = Duration.ofMinutes(5);

    private final int limit;
    private final Map<Integer, Held> partitions = new HashMap<>();

    private static final class Held {
        private final Map<String, HeldConsent> consents = new HashMap<>();
        private final Set<String> unreadable = new HashSet<>();
        /** When the end of a wait is to be asked for again. */
        private final Map<String, Instant> askAt = new HashMap<>();

        private final Set<String> erased = new HashSet<>();
        private boolean caughtUp;
    }

    /** @param limit the largest number of consents in memory */
    public HeldConsents(int limit) {
        this.limit = limit;
    }

    /** Registers the gauges of what is in memory. */
    public void bind(MeterRegistry registry) {
        Gauge.builder("tokenkeep.exchange.held.consents", this, HeldConsents::size)
                .description("Held consents in memory")
                .register(registry);
        Gauge.builder("tokenkeep.exchange.held.consents.limit", this, held -> held.limit)
                .description("Number of held consents in memory at which no more are read")
                .register(registry);
    }

    /** What is held of a consent; null for nothing. */
    synchronized @Nullable HeldConsent find(int partition, String authorizationId) {
        Held held = partitions.get(partition);
        return held == null ? null : held.consents.get(authorizationId);
    }

    /** Whether the last record of the consent was written by a newer version, or is damaged. */
    synchronized boolean isUnreadable(int partition, String authorizationId) {
        Held held = partitions.get(partition);
        return held != null && held.unreadable.contains(authorizationId);
    }

    /** Whether everything is known that was written before the partition was assigned. */
    synchronized boolean isCaughtUp(int partition) {
        Held held = partitions.get(partition);
        return held != null && held.caughtUp;
    }

    /** A record was read or is acknowledged. {@code value}: null if nothing is held any more. */
    synchronized void put(int partition, String authorizationId, @Nullable HeldConsent value) {
        Held held = partitions.get(partition);
        if (held == null) {
            return;
        }
        held.unreadable.remove(authorizationId);
        held.askAt.remove(authorizationId);
        if (value == null) {
            held.consents.remove(authorizationId);
            held.erased.remove(authorizationId);
        } else {
            held.consents.put(authorizationId, value);
        }
    }

    synchronized void unreadable(int partition, String authorizationId) {
        Held held = partitions.get(partition);
        if (held != null) {
            held.consents.remove(authorizationId);
            held.unreadable.add(authorizationId);
        }
    }

    /** A decision is being carried out that ends the wait, however long it takes. So nobody has to ask for the end. */
    synchronized void begun(int partition, String authorizationId) {
        Held held = partitions.get(partition);
        if (held != null && held.consents.containsKey(authorizationId)) {
            held.askAt.put(authorizationId, Instant.MAX);
        }
    }

    /** The decision was read that the data of the consent's person is deleted. */
    synchronized void erased(int partition, String authorizationId) {
        Held held = partitions.get(partition);
        if (held != null && held.consents.containsKey(authorizationId)) {
            held.erased.add(authorizationId);
        }
    }

    /** Whether that decision was read, and is not carried out yet. */
    synchronized boolean isErased(int partition, String authorizationId) {
        Held held = partitions.get(partition);
        return held != null && held.erased.contains(authorizationId);
    }

    synchronized void begin(int partition) {
        partitions.put(partition, new Held());
    }

    synchronized void caughtUp(int partition) {
        Held held = partitions.get(partition);
        if (held != null) {
            held.caughtUp = true;
        }
    }

    synchronized void forget(int partition) {
        partitions.remove(partition);
    }

    /** Consents whose wait is over, each at most once in five minutes. */
    synchronized List<HeldConsent> takeDue(Instant now, int most) {
        List<HeldConsent> due = new ArrayList<>();
        for (Held held : partitions.values()) {
            if (!held.caughtUp) {
                continue;
            }
            for (HeldConsent consent : held.consents.values()) {
                if (due.size() >= most) {
                    return due;
                }
                if (isDue(held, consent, now)) {
                    held.askAt.put(consent.getAuthorizationId(), now.plus(ASK_AGAIN));
                    due.add(consent);
                }
            }
        }
        return due;
    }

    private static boolean isDue(Held held, HeldConsent consent, Instant now) {
        return !now.isBefore(consent.getUntil())
                && !now.isBefore(held.askAt.getOrDefault(consent.getAuthorizationId(), Instant.MIN));
    }

    synchronized int size() {
        return partitions.values().stream()
                .mapToInt(held -> held.consents.size() + held.unreadable.size())
                .sum();
    }

    boolean isFull() {
        return size() >= limit;
    }

    @Override
    public String name() {
        return "held-consents";
    }

    @Override
    public CheckResult check() {
        return isFull()
                ? CheckResult.failed(HeldConsentsConfig.LIMIT + " is reached: " + size()
                        + " consents are held, and those beyond wait; confirm or refuse some, raise the limit, or start"
                        + " more workers")
                : CheckResult.ok();
    }
}
