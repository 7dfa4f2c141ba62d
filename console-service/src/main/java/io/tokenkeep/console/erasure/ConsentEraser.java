package io.tokenkeep.console.erasure;

import io.tokenkeep.account.ShortHash;
import io.tokenkeep.avro.ConsentDecision;
import io.tokenkeep.avro.ConsentDecisionKind;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.confirm.ConsentDecisions;
import io.tokenkeep.console.confirm.DecisionWriter;
import io.tokenkeep.console.confirm.HeldConsents;
import io.tokenkeep.console.confirm.WaitingConsent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the consents that are held and whose person's data was deleted since: within seconds it writes for each the
 * decision that exchange-worker follows. Every instance does so, once an hour until the consent is gone, unless another one did; a second
 * decision is harmless. A decision that Kafka does not take is tried again with the next second. Thread-safe.
 */
public final class ConsentEraser implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ConsentEraser.class);
    private static final long TICK_MILLIS = 1000;

    /** exchange-worker may be down for long, and needs no more than one. */
    static final Duration AGAIN = Duration.ofHours(1);

    /** Fewer than may be on their way to Kafka. */
    private static final int PART = 100;

    private final Vertx vertx;
    private final Parts parts;
    private final long timer;
    private final AtomicBoolean sweeping = new AtomicBoolean();
    /** When this instance wrote the decision about a consent last. */
    private final Map<String, Instant> written = new ConcurrentHashMap<>();

    /**
     * What it reads and writes.
     *
     * @param deletedSince whether the data of the account with this key was deleted at that time or later
     * @param deletionsRead whether all deletions were read
     */
    public record Parts(
            HeldConsents held,
            ConsentDecisions decisions,
            BiPredicate<String, Instant> deletedSince,
            BooleanSupplier deletionsRead,
            DecisionWriter writer,
            InstantSource clock) {}

    public ConsentEraser(Vertx vertx, Parts parts) {
        this.vertx = vertx;
        this.parts = parts;
        this.timer = vertx.setPeriodic(TICK_MILLIS, tick -> tick());
    }

    private void tick() {
        boolean read = parts.held().caughtUp()
                && parts.decisions().caughtUp()
                && parts.deletionsRead().getAsBoolean();
        if (!read || !sweeping.compareAndSet(false, true)) {
            return;
        }
        written.keySet().removeIf(id -> !parts.held().holds(id));
        Instant now = parts.clock().instant();
        List<Future<Void>> part = parts.held().any(consent -> isNeeded(consent, now), PART).stream()
                .map(consent -> erase(consent, now))
                .toList();
        Future.join(part)
                .onFailure(failure -> log.atWarn()
                        .addKeyValue("failure", failure.getClass().getSimpleName())
                        .log("consents of deleted accounts are not all ended yet, trying again"))
                .onComplete(done -> sweeping.set(false));
    }

    private boolean isNeeded(WaitingConsent consent, Instant now) {
        Instant last = now.minus(AGAIN);
        return consent.isErased(parts.deletedSince())
                && isBefore(Optional.ofNullable(written.get(consent.id())), last)
                && isBefore(parts.decisions().erasedAt(consent.id()), last);
    }

    private static boolean isBefore(Optional<Instant> at, Instant last) {
        return at.filter(one -> !one.isBefore(last)).isEmpty();
    }

    private Future<Void> erase(WaitingConsent consent, Instant now) {
        ConsentDecision decision = new ConsentDecision(
                ShortHash.of(consent.id(), ConsentDecisionKind.ERASE.name()),
                consent.id(),
                ConsentDecisionKind.ERASE,
                null,
                now);
        return parts.writer()
                .write(ApiRequest.ofService(TableEraser.OPERATION), decision)
                .onSuccess(done -> written.put(consent.id(), now));
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
    }
}
