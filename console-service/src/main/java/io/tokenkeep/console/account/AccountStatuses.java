package io.tokenkeep.console.account;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.kit.follow.Followed;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.follow.TopicStore;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Passes each record of {@code account-status} to several stores, so that the topic is read once. Thread-safe, as its stores are. */
public final class AccountStatuses implements TopicStore<AccountStatus> {

    private final List<TopicStore<AccountStatus>> stores;

    /** @param stores each takes what it needs of a status, and has its own bound */
    public AccountStatuses(List<TopicStore<AccountStatus>> stores) {
        this.stores = List.copyOf(stores);
    }

    /** The topic to follow. */
    public Followed<AccountStatus> followed(TopicNames names) {
        return new Followed<>(
                "account-status",
                names.onCluster(Topics.ACCOUNT_STATUS),
                status -> new AccountKey(status.getApp(), status.getAccountId()).toString(),
                this,
                null);
    }

    @Override
    public void add(String key, AccountStatus status, RecordPlace place) {
        stores.forEach(store -> store.add(key, status, place));
    }

    @Override
    public boolean remove(String key, RecordPlace place) {
        stores.forEach(store -> store.remove(key, place));
        return true;
    }

    @Override
    public void readUpTo(Map<Integer, Long> nextOffsets) {
        stores.forEach(store -> store.readUpTo(nextOffsets));
    }

    @Override
    public void nothingUnread() {
        stores.forEach(TopicStore::nothingUnread);
    }

    @Override
    public void nowCaughtUp() {
        stores.forEach(TopicStore::nowCaughtUp);
    }

    @Override
    public boolean caughtUp() {
        return stores.stream().allMatch(TopicStore::caughtUp);
    }

    /** Of all stores together. */
    @Override
    public int size() {
        return stores.stream().mapToInt(TopicStore::size).sum();
    }

    /** Of all stores together. */
    @Override
    public int limit() {
        return stores.stream().mapToInt(TopicStore::limit).sum();
    }

    /** Every store's failure, because each names another setting. */
    @Override
    public CheckResult check() {
        String failures = stores.stream()
                .map(TopicStore::check)
                .filter(result -> !result.isOk())
                .map(CheckResult::failure)
                .collect(Collectors.joining("; "));
        return failures.isEmpty() ? CheckResult.ok() : CheckResult.failed(failures);
    }
}
