package io.tokenkeep.console.erasure;

import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.ExpectedAccount;
import io.tokenkeep.avro.ExpectedKind;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.avro.TokenKind;
import io.tokenkeep.kit.bounded.BoundedMap;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.follow.TopicStore;
import io.tokenkeep.kit.health.CheckResult;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The accounts whose data was deleted, as {@code account-status} says: each by its id, its aliases, and its last name. The status of a
 * deleted account has no name, so the name of each living person is held. Thread-safe; a follower's thread adds.
 */
public final class DeletedAccounts implements TopicStore<AccountStatus> {

    /** Entries, a few for each account. A deletion is followed within seconds, and its status leaves the topic after days. */
    private static final int MOST_DELETED = 100_000;

    private final int limit;
    private final Map<String, String> names = new HashMap<>();
    private final BoundedMap<String, Instant> deleted = BoundedMap.byInsertion(MOST_DELETED);
    private long deletions;
    private boolean full;
    private volatile boolean caughtUp;

    /** @param limit the largest number of living accounts whose names are held; the health fails beyond it */
    public DeletedAccounts(int limit) {
        this.limit = limit;
    }

    /** Whether this is an account whose data was deleted at that time or later. */
    synchronized boolean contains(ExpectedAccount account, Instant since) {
        String key = account.getKind() == ExpectedKind.HANDLE
                ? handleKey(account.getApp(), account.getValue())
                : idKey(account.getApp(), account.getValue());
        return containsKey(key, since);
    }

    /** Whether this is the key of an account whose data was deleted at that time or later. */
    public synchronized boolean containsKey(String key, Instant since) {
        return deleted.find(key).filter(at -> !at.isBefore(since)).isPresent();
    }

    /** Grows with each deletion. */
    synchronized long deletions() {
        return deletions;
    }

    @Override
    public synchronized void add(String key, AccountStatus status, RecordPlace place) {
        if (status.getState() == StatusState.DELETED) {
            delete(key, status);
        } else if (status.getKind() == TokenKind.USER && status.getDisplayName() != null) {
            hold(key, status.getDisplayName());
        }
    }

    private void delete(String key, AccountStatus status) {
        String app = status.getApp();
        Instant at = status.getChangedAt();
        deleted.put(key, at);
        status.getAliases().forEach(alias -> deleted.put(idKey(app, alias), at));
        String name = names.remove(key);
        if (name != null) {
            deleted.put(handleKey(app, name), at);
        }
        deletions++;
    }

    private void hold(String key, String name) {
        if (names.size() >= limit && !names.containsKey(key)) {
            full = true;
        } else {
            names.put(key, name.toLowerCase(Locale.ROOT));
        }
    }

    @Override
    public synchronized boolean remove(String key, RecordPlace place) {
        names.remove(key);
        return true;
    }

    private static String idKey(String app, String id) {
        return app + ":" + id;
    }

    /** No account's id begins with an @. */
    private static String handleKey(String app, String handle) {
        String name = handle.startsWith("@") ? handle.substring(1) : handle;
        return app + ":@" + name.toLowerCase(Locale.ROOT);
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
        return names.size();
    }

    @Override
    public int limit() {
        return limit;
    }

    @Override
    public synchronized CheckResult check() {
        return full
                ? CheckResult.failed(
                        "there are more than " + limit + " accounts, so a deletion of one of the rest does not reach"
                                + " links that name it by its handle; raise accounts.limit")
                : CheckResult.ok();
    }
}
