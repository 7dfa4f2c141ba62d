package io.tokenkeep.refresh.stream;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.refresh.account.Account;
import io.tokenkeep.refresh.account.AccountFormat;
import io.tokenkeep.refresh.account.AccountTimes;
import io.tokenkeep.refresh.account.AccountUpdate;
import io.tokenkeep.refresh.account.AccountUpdate.Circumstances;
import io.tokenkeep.refresh.account.Overdue;
import io.tokenkeep.refresh.account.StatusView;
import io.tokenkeep.refresh.account.UnknownAccount;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Performs one update. It loads the account, lets a rule change it, updates store, due index and backlog together, and sends
 * what follows. The status is sent only if it says something new. One task's thread uses it.
 */
final class AccountUpdates {

    /** A changelog record has at most the size that a producer sends, 1 MiB. */
    private static final int MOST_BYTES = 900 << 10;

    private static final int LITTLE = 1 << 10;
    private static final int MORE = 64 << 10;

    private final KeyValueStore<Bytes, byte[]> accounts;
    private final UnknownAccounts unknownAccounts;
    private final DueIndex index;
    private final Backlog backlog;
    private final AppCircuitBreakers breakers;
    private final Outputs outputs;
    private final RefreshPolicy policy;
    private final LongestOverdue waiting;
    private final AccountFormat format = new AccountFormat();
    private boolean caughtUp;

    AccountUpdates(AccountStores stores, Queues queues, Outputs outputs, RefreshPolicy policy) {
        this.accounts = stores.accounts();
        this.unknownAccounts = stores.unknown();
        this.index = queues.due();
        this.backlog = queues.backlog();
        this.breakers = queues.breakers();
        this.waiting = queues.waiting();
        this.outputs = outputs;
        this.policy = policy;
    }

    /** To be called once everything was read that was there when the task started. */
    void caughtUp() {
        caughtUp = true;
    }

    void apply(String key, Instant now, Consumer<AccountUpdate> rule) {
        byte[] held = accounts.get(storeKey(key));
        apply(key, held, held == null ? null : format.read(held), now, rule);
    }

    /**
     * Performs an update of an account that is due. Returns false, and does nothing, if the account has another time in the due
     * index.
     */
    boolean apply(DueKey entry, Instant now, Consumer<AccountUpdate> rule) {
        byte[] held = accounts.get(storeKey(entry.account()));
        Account account = held == null ? null : format.read(held);
        boolean stands = account != null && entry.at().equals(account.indexedAt());
        if (stands) {
            apply(entry.account(), held, account, now, rule);
        } else if (account == null) {
            unknownAccounts.due(entry);
        }
        return stands;
    }

    /** Performs an update of an account in the backlog. Returns false, and does nothing, if the account has another place. */
    boolean apply(BacklogKey place, Instant now, Consumer<AccountUpdate> rule) {
        String key = place.account().toString();
        byte[] held = accounts.get(storeKey(key));
        Account account = held == null ? null : format.read(held);
        boolean stands = account != null && place.place().equals(AccountTimes.place(account));
        if (stands) {
            apply(key, held, account, now, rule);
        }
        return stands;
    }

    private void apply(
            String key, byte @Nullable [] held, @Nullable Account account, Instant now, Consumer<AccountUpdate> rule) {
        AccountStatus before = StatusView.of(account);
        Instant indexed = account == null ? null : account.indexedAt();
        Instant placed = account == null ? null : AccountTimes.place(account);
        String app = AccountKey.parse(key).app();
        boolean beside = mayHaveMessages(account);
        UnknownAccount unknown = beside ? unknownAccounts.find(key) : UnknownAccount.unknown();
        Circumstances circumstances = new Circumstances(now, breakers.of(app), policy.features(), caughtUp);
        AccountUpdate update = new AccountUpdate(key, account, unknown, circumstances);

        byte[] bytes = decide(update, rule, held);

        if (beside || mayHaveMessages(update.account())) {
            unknownAccounts.keep(key, unknown);
            if (indexed != null) {
                // The removed messages may have had the same place in the due index.
                index.put(new DueKey(indexed, key));
            }
        }
        reindex(key, update.account(), indexed);
        backlog.move(key, placed, update.account() == null ? null : AccountTimes.place(update.account()));
        store(key, bytes, held);
        send(update, before);
        breakers.answered(app, update);
        waiting.set(key, Overdue.since(key, update.account(), policy, now));
    }

    /** Every step that may fail comes before anything is stored or sent. */
    private byte @Nullable [] decide(AccountUpdate update, Consumer<AccountUpdate> rule, byte @Nullable [] held) {
        byte[] bytes;
        try {
            rule.accept(update);
            Account account = update.account();
            if (account != null) {
                account.indexedAt(AccountTimes.nextAt(account, policy));
            }
            bytes = account == null ? null : format.write(account);
        } catch (RuntimeException e) {
            throw new AccountUpdateException(e);
        }
        int before = held == null ? 0 : held.length;
        if (bytes != null && isTooLarge(bytes.length, before)) {
            throw new AccountUpdateException("the account would take more than " + MOST_BYTES + " bytes");
        }
        return bytes;
    }

    /** An account at the limit may still grow a little, so that it is commanded and its answers are read. */
    private static boolean isTooLarge(int bytes, int before) {
        return bytes > MOST_BYTES && bytes > before && (bytes > before + LITTLE || bytes > MOST_BYTES + MORE);
    }

    /**
     * Moves an account on which a rule fails to a later time, so that it does not delay others at every tick. The audit finds
     * that its time differs from its rules' time, and repairs it.
     */
    void putOff(DueKey entry, Instant until) {
        byte[] held = accounts.get(storeKey(entry.account()));
        if (held != null) {
            Account account = format.read(held);
            account.indexedAt(until);
            accounts.put(storeKey(entry.account()), format.write(account));
            index.put(new DueKey(until, entry.account()));
        }
        index.remove(entry);
    }

    /** Only an unknown account, or one that will be forgotten, may have messages. Other accounts need no second lookup. */
    private static boolean mayHaveMessages(@Nullable Account account) {
        return account == null || account.dataDeleted();
    }

    private void reindex(String key, @Nullable Account account, @Nullable Instant indexed) {
        Instant next = account == null ? null : account.indexedAt();
        if (Objects.equals(indexed, next)) {
            return;
        }
        if (indexed != null) {
            index.remove(new DueKey(indexed, key));
        }
        if (next != null) {
            index.put(new DueKey(next, key));
        }
    }

    private void store(String key, byte @Nullable [] bytes, byte @Nullable [] held) {
        if (bytes == null && held != null) {
            accounts.delete(storeKey(key));
        } else if (bytes != null && !Arrays.equals(bytes, held)) {
            accounts.put(storeKey(key), bytes);
        }
    }

    private void send(AccountUpdate update, @Nullable AccountStatus before) {
        update.events().forEach(outputs::event);
        update.links().forEach(outputs::link);
        update.deletions().forEach(outputs::deletion);
        update.lostPages().forEach(outputs::lostPage);
        if (update.command() != null) {
            outputs.command(update.command());
        }
        AccountStatus status = StatusView.of(update.account());
        if (!Objects.equals(status, before)) {
            outputs.status(update.key(), status == null ? null : StatusView.dated(status, update.now()));
        }
    }

    private static Bytes storeKey(String key) {
        return Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
    }
}
