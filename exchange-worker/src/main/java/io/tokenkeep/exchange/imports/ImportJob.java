package io.tokenkeep.exchange.imports;

import io.tokenkeep.avro.ImportReason;
import io.tokenkeep.avro.TokenImport;
import io.tokenkeep.exchange.cooldown.Caller;
import io.tokenkeep.exchange.cooldown.Cooldown;
import io.tokenkeep.exchange.kafka.Ownership;
import io.tokenkeep.exchange.lane.Job;
import io.tokenkeep.exchange.lane.JobResult;
import io.tokenkeep.exchange.lane.Permit;
import io.tokenkeep.exchange.lane.Publishing;
import io.tokenkeep.exchange.provider.App;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.kit.config.Secret;
import io.tokenkeep.seal.SealRefusedException;
import io.tokenkeep.seal.WrongKeyException;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Imports one row: opens it, asks the provider, hands the token over to refresh-worker, and publishes the row's outcome. A row may be
 * read more than once; its first outcome that is no wait counts. Used on its lane's event loop only.
 */
final class ImportJob implements Job {

    /** A row waits as long as a confirmation does for a provider, an app or a key. */
    static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private static final Duration SHORTLY = Duration.ofMillis(50);

    private final ImportContext shared;
    private final TokenImport row;
    private final Ownership ownership;
    private final Instant until;
    private final @Nullable App app;
    private final Caller caller;
    private int failures;
    private @Nullable ImportReason published;

    /** @param readAt the broker's time of the row */
    ImportJob(ImportContext shared, TokenImport row, Instant readAt, Ownership ownership) {
        this.shared = shared;
        this.row = row;
        this.ownership = ownership;
        this.until = readAt.plus(LONGEST_WAIT);
        this.app = shared.apps().get(row.getApp());
        // A whole import is one source, so that a bad file is one piece of evidence against an app.
        this.caller = Caller.link("import " + row.getImportId(), false);
    }

    @Override
    public String key() {
        return row.getRowId();
    }

    @Override
    public String app() {
        return app == null ? "" : app.name();
    }

    /** Imports take turns. */
    @Override
    public String source() {
        return row.getImportId();
    }

    @Override
    public long callNanos() {
        return app == null ? 0 : Job.callNanosUntil(until, shared.clock().instant());
    }

    @Override
    public Future<JobResult> attempt(Permit permit) {
        if (!ownership.acceptsWork() || !shared.records().knowsClients()) {
            return again(SHORTLY);
        }
        if (app == null) {
            return waits(ImportReason.UNKNOWN_APP);
        }
        Secret token;
        try {
            token = Secret.of(shared.opener().open(row.getRowId(), row.getSealedToken()));
        } catch (SealRefusedException e) {
            if (e instanceof WrongKeyException wrong) {
                shared.wrongKey().accept(wrong);
            }
            // An operator has to add the key.
            return waits(ImportReason.UNKNOWN_KEY);
        }
        return shared.cooldowns().calling(app, caller, () -> ask(app, token, permit), this::coolingDown);
    }

    private Future<JobResult> ask(App known, Secret token, Permit permit) {
        return new TokenInquiry(known, token, row.getExpectedAccount(), shared.clock())
                .run()
                .compose(finding -> finding.match(
                        usable -> handOver(known, usable, permit), this::refused, failure -> failed(known, failure)));
    }

    /** No call to the provider follows. The outcome comes last: a row without one is taken up again. */
    private Future<JobResult> handOver(App known, Finding.Usable found, Permit permit) {
        shared.failures().succeeded(known.name());
        permit.giveBack();
        return shared.publishing()
                .acknowledged(shared.records().handOver(row, known, found))
                .compose(handed ->
                        ends(shared.records().handedOver(row, ImportRecords.account(known, found), found.upgraded())))
                .recover(failure -> Publishing.isTooLarge(failure)
                        ? refused(ImportReason.NOT_A_TOKEN_OF_AN_ACCOUNT)
                        : Future.failedFuture(failure));
    }

    private Future<JobResult> failed(App known, Failure failure) {
        return shared.failures()
                .failed(known.name(), caller, failure)
                .match(
                        () -> waits(ImportReason.PROVIDER_UNAVAILABLE),
                        limited ->
                                waits(ImportReason.RATE_LIMITED, limited.pause().orElseGet(this::pause)),
                        refusedApp -> waits(
                                ImportReason.MISCONFIGURED,
                                refusedApp
                                        .cooldown()
                                        .map(this::until)
                                        .orElse(shared.backoff().longest())),
                        () -> refused(reason(failure.kind())));
    }

    private static ImportReason reason(FailureKind refusal) {
        return switch (refusal) {
            case USER_ACTION -> ImportReason.USER_ACTION_REQUIRED;
            case PERMISSION_MISSING -> ImportReason.PERMISSION_MISSING;
            default -> ImportReason.TOKEN_REFUSED;
        };
    }

    private Future<JobResult> coolingDown(Cooldown cooldown) {
        ImportReason reason =
                cooldown.kind() == FailureKind.RATE_LIMITED ? ImportReason.RATE_LIMITED : ImportReason.MISCONFIGURED;
        // A random addition spreads the rows that waited for the app.
        return waits(reason, until(cooldown).plus(pause()));
    }

    private Duration until(Cooldown cooldown) {
        return Duration.between(shared.clock().instant(), cooldown.until());
    }

    private Duration pause() {
        failures++;
        return shared.backoff().after(failures);
    }

    private Future<JobResult> waits(ImportReason reason) {
        return waits(reason, pause());
    }

    /** A reason is published once, when the wait for it begins. The wait ends with the row's time. */
    private Future<JobResult> waits(ImportReason reason, Duration pause) {
        Duration left = Duration.between(shared.clock().instant(), until);
        if (left.isNegative() || left.isZero()) {
            return refused(reason);
        }
        Duration after = left.compareTo(pause) < 0 ? left : pause;
        if (reason == published) {
            return again(after);
        }
        published = reason;
        return shared.publishing()
                .acknowledged(shared.records().waiting(row, reason))
                .compose(acknowledged -> again(after));
    }

    private Future<JobResult> refused(ImportReason reason) {
        return ends(shared.records().refused(row, reason));
    }

    private Future<JobResult> ends(ProducerRecord<byte[], byte[]> outcome) {
        return shared.publishing().acknowledged(outcome).map(JobResult.DONE);
    }

    private static Future<JobResult> again(Duration after) {
        return Future.succeededFuture(new JobResult.Again(after.isNegative() ? Duration.ZERO : after));
    }
}
