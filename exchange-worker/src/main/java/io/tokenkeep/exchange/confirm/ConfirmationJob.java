package io.tokenkeep.exchange.confirm;

import io.tokenkeep.avro.ConsentDecisionKind;
import io.tokenkeep.avro.HeldConsent;
import io.tokenkeep.avro.HeldState;
import io.tokenkeep.exchange.consent.ConsentHistory;
import io.tokenkeep.exchange.kafka.Ownership;
import io.tokenkeep.exchange.lane.Job;
import io.tokenkeep.exchange.lane.JobResult;
import io.tokenkeep.exchange.lane.Permit;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The job of one decision about a held consent. The first decision that applies ends what is held, so every later one finds nothing.
 * Used on its lane's event loop only.
 */
final class ConfirmationJob implements Job {

    private static final Logger log = LoggerFactory.getLogger(ConfirmationJob.class);
    private static final Duration SHORTLY = Duration.ofMillis(50);

    /** How long a decision waits for a version of this program that can read what is held. */
    private static final Duration LONGEST_UNREADABLE = Duration.ofDays(1);

    private final ConfirmationContext shared;
    private final Decision decision;
    private final Ownership ownership;
    private ConsentHistory history = ConsentHistory.NONE;
    private boolean readToEnd;

    ConfirmationJob(ConfirmationContext shared, Decision decision, Ownership ownership) {
        this.shared = shared;
        this.decision = decision;
        this.ownership = ownership;
    }

    @Override
    public String key() {
        return decision.consentId();
    }

    @Override
    public String app() {
        HeldConsent held = held();
        return held != null
                        && shared.consents().apps().containsKey(held.getCode().getApp())
                ? held.getCode().getApp()
                : "";
    }

    /** As for codes: many consents of one link delay no other link's. */
    @Override
    public String source() {
        HeldConsent held = held();
        String link = held == null ? null : held.getCode().getLink();
        return link == null ? "" : link;
    }

    /** Only what is connected needs a call. */
    @Override
    public long callNanos() {
        HeldConsent held = held();
        boolean connects = decision.kind() == ConsentDecisionKind.CONFIRM
                && held != null
                && held.getState() == HeldState.AWAITING_CONFIRMATION;
        return connects ? ALWAYS_CALLS : 0;
    }

    @Override
    public Future<JobResult> attempt(Permit permit) {
        if (!shared.held().isCaughtUp(decision.partition())
                || !shared.consents().records().knowsClients()
                || !ownership.acceptsWork()) {
            return again(SHORTLY);
        }
        HeldConsent held = held();
        if (held == null) {
            return notHeld();
        }
        return new ConfirmationAttempt(shared, decision, held, permit)
                .run(history)
                .map(attempted -> {
                    history = attempted.history();
                    return attempted.result();
                });
    }

    /** Whoever decided has read what is held, so it stands on the topic, and this worker may not have read it yet. */
    private Future<JobResult> notHeld() {
        Instant now = shared.consents().clock().instant();
        boolean waits = now.isBefore(decision.orderedAt().plus(LONGEST_UNREADABLE));
        Duration longest = shared.consents().backoff().longest();
        if (!readToEnd) {
            return shared.readToEnd().apply(decision.partition()).compose(read -> {
                // At the bound the consent may stand on the topic, unread. Other decisions make room, and need the
                // permit.
                readToEnd = read || !waits;
                return again(readToEnd ? Duration.ZERO : longest);
            });
        }
        if (waits && shared.held().isUnreadable(decision.partition(), decision.consentId())) {
            return again(longest);
        }
        log.atInfo()
                .addKeyValue("authorizationId", decision.consentId())
                .addKeyValue("decision", decision.kind())
                .log("a decision about a consent that is not held, or not any more: nothing is done");
        return Future.succeededFuture(JobResult.DONE);
    }

    private @Nullable HeldConsent held() {
        return shared.held().find(decision.partition(), decision.consentId());
    }

    private static Future<JobResult> again(Duration after) {
        return Future.succeededFuture(new JobResult.Again(after));
    }
}
