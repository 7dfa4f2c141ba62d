package io.tokenkeep.console.reconnect;

import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.follow.TopicStore;
import io.tokenkeep.kit.health.CheckResult;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that need a person, as {@code account-status} says, in the order of their keys. An account leaves with the first status
 * that needs nobody. Thread-safe; a follower's thread adds.
 */
public final class Reconnections implements TopicStore<AccountStatus> {

    private final int limit;
    private final NavigableMap<String, Reconnection> accounts = new TreeMap<>();
    private boolean full;
    private volatile boolean caughtUp;

    /** @param limit the largest number of accounts; further ones are left out, and the health fails */
    public Reconnections(int limit) {
        this.limit = limit;
    }

    /** Empty if the account needs nobody, or is unknown. */
    synchronized Optional<Reconnection> find(String account) {
        return Optional.ofNullable(accounts.get(account));
    }

    /** At most {@code most} accounts that {@code wanted} accepts, in the order of their keys, after {@code after}. */
    synchronized List<Reconnection> page(@Nullable String after, Predicate<Reconnection> wanted, int most) {
        NavigableMap<String, Reconnection> rest = after == null ? accounts : accounts.tailMap(after, false);
        return rest.values().stream().filter(wanted).limit(most).toList();
    }

    @Override
    public synchronized void add(String key, AccountStatus status, RecordPlace place) {
        if (!Reconnection.isNeededIn(status.getState())) {
            accounts.remove(key);
        } else if (accounts.size() >= limit && !accounts.containsKey(key)) {
            full = true;
        } else {
            accounts.put(key, Reconnection.of(key, status));
        }
    }

    @Override
    public synchronized boolean remove(String key, RecordPlace place) {
        accounts.remove(key);
        return true;
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
        return accounts.size();
    }

    @Override
    public int limit() {
        return limit;
    }

    @Override
    public synchronized CheckResult check() {
        return full
                ? CheckResult.failed("more than " + limit
                        + " accounts need a person, and the rest is not shown; raise reconnections.limit")
                : CheckResult.ok();
    }
}
