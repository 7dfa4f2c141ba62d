package io.tokenkeep.console.erasure;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.kit.bounded.BoundedMap;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.follow.TopicStore;
import io.tokenkeep.kit.health.CheckResult;
import java.time.Instant;

/**
 * The deletions that people asked for, as {@code account-commands} says, for as long as a consent may wait for a confirmation. An account
 * of such a consent may never have been connected, so {@code account-status} does not have it. Thread-safe; a follower's thread adds.
 */
public final class DeletionRequests implements TopicStore<AccountCommand> {

    private static final int MOST = 100_000;

    private final BoundedMap<String, Instant> requested = BoundedMap.byInsertion(MOST);
    private volatile boolean caughtUp;

    /** Whether somebody asked at that time or later to have the data of the account with this key deleted. */
    public synchronized boolean containsKey(String key, Instant since) {
        return requested.find(key).filter(at -> !at.isBefore(since)).isPresent();
    }

    /** A consent that the person gave after the request may be read earlier, so the time in the signed request counts. */
    @Override
    public synchronized void add(String key, AccountCommand command, RecordPlace place) {
        if (command.getKind() != AccountCommandKind.DELETE_DATA) {
            return;
        }
        Instant signedAt = command.getSignedAt();
        Instant at = signedAt == null || signedAt.isAfter(place.writtenAt()) ? place.writtenAt() : signedAt;
        requested.merge(key, at, (held, next) -> held.isBefore(next) ? next : held);
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
        return requested.size();
    }

    @Override
    public int limit() {
        return MOST;
    }

    @Override
    public synchronized CheckResult check() {
        return requested.hasRemoved()
                ? CheckResult.failed(
                        "more than " + MOST + " deletions were asked for, and the oldest do not end consents that"
                                + " wait for a confirmation")
                : CheckResult.ok();
    }
}
