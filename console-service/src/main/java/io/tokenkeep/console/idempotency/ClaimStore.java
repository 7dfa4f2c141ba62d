package io.tokenkeep.console.idempotency;

import io.tokenkeep.avro.IdempotentRequest;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.follow.TopicStore;
import io.tokenkeep.kit.health.CheckResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The first record of each Idempotency-Key of the last day. A key whose first record is older is free again: then the first of the
 * records that came later counts. At the bound the oldest key is forgotten, and the health fails for as long as that key would
 * have been remembered. Thread-safe; a follower's thread adds, and completes the futures.
 */
public final class ClaimStore implements TopicStore<IdempotentRequest> {

    /** How long a key is remembered, by the brokers' time. */
    public static final Duration REMEMBERED = Duration.ofDays(1);

    private final InstantSource clock;
    private final int limit;
    /** The oldest first. */
    private final Map<String, First> firsts = new LinkedHashMap<>();

    private final Map<String, CompletableFuture<IdempotentRequest>> expected = new HashMap<>();
    private volatile boolean caughtUp;
    private @Nullable Instant forgotUntil;

    private record First(IdempotentRequest request, Instant writtenAt) {}

    public ClaimStore(int limit, InstantSource clock) {
        this.clock = clock;
        this.limit = limit;
    }

    synchronized Optional<IdempotentRequest> find(String requestKey) {
        return Optional.ofNullable(firsts.get(requestKey))
                .filter(this::isRemembered)
                .map(First::request);
    }

    /** Completes with the first record of this key, once one is read. {@link #forget} ends the wait. */
    synchronized CompletableFuture<IdempotentRequest> expect(String requestKey) {
        return expected.computeIfAbsent(requestKey, key -> new CompletableFuture<>());
    }

    synchronized void forget(String requestKey) {
        expected.remove(requestKey);
    }

    private boolean isRemembered(First first) {
        return clock.instant().isBefore(first.writtenAt.plus(REMEMBERED));
    }

    @Override
    public void add(String key, IdempotentRequest value, RecordPlace place) {
        CompletableFuture<IdempotentRequest> expecting;
        IdempotentRequest first;
        synchronized (this) {
            First held = firsts.get(key);
            // By the broker's time of both records, so that every instance decides alike.
            if (held != null && place.writtenAt().isBefore(held.writtenAt.plus(REMEMBERED))) {
                first = held.request;
            } else {
                first = value;
                firsts.remove(key);
                makeRoom();
                firsts.put(key, new First(value, place.writtenAt()));
            }
            expecting = expected.remove(key);
        }
        if (expecting != null) {
            expecting.complete(first);
        }
    }

    private void makeRoom() {
        Iterator<First> oldest = firsts.values().iterator();
        while (oldest.hasNext()) {
            First first = oldest.next();
            boolean remembered = isRemembered(first);
            if (remembered && firsts.size() < limit) {
                return;
            }
            if (remembered) {
                forgotUntil = first.writtenAt.plus(REMEMBERED);
            }
            oldest.remove();
        }
    }

    @Override
    public void nowCaughtUp() {
        caughtUp = true;
    }

    @Override
    public boolean caughtUp() {
        return caughtUp;
    }

    @Override
    public synchronized int size() {
        return firsts.size();
    }

    @Override
    public int limit() {
        return limit;
    }

    @Override
    public synchronized CheckResult check() {
        return forgotUntil != null && clock.instant().isBefore(forgotUntil)
                ? CheckResult.failed("more than " + limit
                        + " requests with an Idempotency-Key came within a day, and the" + " oldest are forgotten")
                : CheckResult.ok();
    }
}
