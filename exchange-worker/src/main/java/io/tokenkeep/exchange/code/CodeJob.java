package io.tokenkeep.exchange.code;

import io.tokenkeep.exchange.consent.Consent;
import io.tokenkeep.exchange.consent.ConsentHistory;
import io.tokenkeep.exchange.kafka.Ownership;
import io.tokenkeep.exchange.kafka.ProgressEntry;
import io.tokenkeep.exchange.lane.Job;
import io.tokenkeep.exchange.lane.JobResult;
import io.tokenkeep.exchange.lane.Permit;
import io.vertx.core.Future;

/**
 * The job of one authorization code. It carries the history from one attempt to the next. Used on its lane's event loop
 * only.
 */
final class CodeJob implements Job {

    private final CodeContext shared;
    private final Consent consent;
    private final Ownership ownership;
    private ConsentHistory history = ConsentHistory.NONE;

    CodeJob(CodeContext shared, Consent consent, Ownership ownership) {
        this.shared = shared;
        this.consent = consent;
        this.ownership = ownership;
    }

    @Override
    public String key() {
        return consent.id();
    }

    @Override
    public String app() {
        return shared.consents().apps().containsKey(consent.app()) ? consent.app() : "";
    }

    /** The connect link of the code. All codes without a link count as one source. */
    @Override
    public String source() {
        String link = consent.code().getLink();
        return link == null ? "" : link;
    }

    /** A finished code, or one that expired before any answer, needs no call. */
    @Override
    public long callNanos() {
        ProgressEntry entry = shared.progress().find(consent.partition(), consent.id());
        if (entry != null) {
            return entry.match(() -> 0L, answered -> ALWAYS_CALLS, unreadable -> ALWAYS_CALLS);
        }
        if (history.spentSince() != null) {
            return ALWAYS_CALLS;
        }
        return consent.isPresentable(shared.progress())
                ? Job.callNanosUntil(
                        shared.codeEndsAt(consent), shared.consents().clock().instant())
                : 0;
    }

    @Override
    public Future<JobResult> attempt(Permit permit) {
        return new CodeAttempt(shared, consent, ownership, permit).run(history).map(attempted -> {
            history = attempted.history();
            return attempted.result();
        });
    }
}
