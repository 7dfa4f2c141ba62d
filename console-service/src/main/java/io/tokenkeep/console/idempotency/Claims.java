package io.tokenkeep.console.idempotency;

import io.tokenkeep.account.ShortHash;
import io.tokenkeep.avro.IdempotentRequest;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.Problem;
import io.tokenkeep.kit.broker.RecordPublisher;
import io.tokenkeep.kit.table.NotReadBackException;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/** Gives each request that makes something its claim. Thread-safe. */
public final class Claims {

    /** The request header; a request without one makes something each time it comes. */
    public static final String HEADER = "Idempotency-Key";

    private static final int ID_BYTES = 16;

    private final Vertx vertx;
    private final ClaimStore store;
    private final RecordPublisher publisher;
    private final Duration readBack;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * @param readBack how long a written claim may take until it is read
     * @param random must be cryptographically strong, because ids follow from claims
     */
    public Claims(
            Vertx vertx,
            ClaimStore store,
            RecordPublisher publisher,
            Duration readBack,
            InstantSource clock,
            RandomGenerator random) {
        this.vertx = vertx;
        this.store = store;
        this.publisher = publisher;
        this.readBack = readBack;
        this.clock = clock;
        this.random = random;
    }

    /**
     * The claim of this request. Fails with a problem if another request came with the same Idempotency-Key, and with
     * {@link io.tokenkeep.kit.broker.NotPublishedException} or {@link NotReadBackException} while it cannot be decided.
     */
    public Future<Claim> of(ApiRequest request) {
        return request.header(HEADER)
                .map(key -> shared(request, key))
                .orElseGet(() -> Future.succeededFuture(new Claim(newId(), clock.instant())));
    }

    private Future<Claim> shared(ApiRequest request, String key) {
        if (!store.caughtUp()) {
            return Future.failedFuture(Problem.notReady("This instance has not read all earlier requests yet.")
                    .exception());
        }
        String requestKey = ShortHash.of(request.caller().keyId(), key);
        IdempotentRequest own = new IdempotentRequest(
                requestKey,
                newId(),
                request.operation(),
                ShortHash.of(request.operation(), request.parameters(), request.content()),
                clock.instant());
        return store.find(requestKey)
                .map(Future::succeededFuture)
                .orElseGet(() -> write(own))
                .compose(first -> first.getRequestHash().equals(own.getRequestHash())
                        ? Future.succeededFuture(new Claim(first.getClaimId(), first.getClaimedAt()))
                        : Future.failedFuture(Problem.keyReused().exception()));
    }

    private Future<IdempotentRequest> write(IdempotentRequest own) {
        String key = own.getRequestKey();
        CompletableFuture<IdempotentRequest> first = store.expect(key);
        return publisher
                .publish(Topics.IDEMPOTENCY_KEYS.record(key, own))
                .compose(acknowledged -> Future.fromCompletionStage(first, vertx.getOrCreateContext())
                        .timeout(readBack.toMillis(), TimeUnit.MILLISECONDS))
                .recover(failure -> {
                    store.forget(key);
                    return Future.failedFuture(
                            failure instanceof TimeoutException ? new NotReadBackException() : failure);
                });
    }

    private String newId() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }
}
