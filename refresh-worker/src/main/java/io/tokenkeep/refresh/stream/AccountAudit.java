package io.tokenkeep.refresh.stream;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.refresh.account.Account;
import io.tokenkeep.refresh.account.AccountFormat;
import io.tokenkeep.refresh.account.AccountRules;
import io.tokenkeep.refresh.account.AccountTimes;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks over all accounts of a task, a few at a time. It proves that each living account has a plan, that the due index holds
 * its time, and that the backlog holds its place. A missing entry is repaired, counted and logged as an error: it is a mistake
 * of ours, and without the audit the account would be forgotten until its token ends. The first round begins when the task
 * acts; each further round begins a day after the one before. One task's thread uses it.
 */
final class AccountAudit {

    private static final Logger log = LoggerFactory.getLogger(AccountAudit.class);
    /** The time between two steps. A round over a million accounts of one task takes 14 hours. */
    static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final int ACCOUNTS_PER_STEP = 200;
    private static final Duration ROUNDS_APART = Duration.ofDays(1);

    private final KeyValueStore<Bytes, byte[]> accounts;
    private final Queues queues;
    private final AccountUpdates updates;
    private final AccountRules rules;
    private final RefreshPolicy policy;
    private final RefreshMetrics metrics;
    private final AccountFormat format = new AccountFormat();
    /** Where the round continues; null at its beginning. */
    private @Nullable Bytes cursor;

    private Instant nextRound = Instant.MIN;

    AccountAudit(KeyValueStore<Bytes, byte[]> accounts, Queues queues, AccountWork work, RefreshPolicy policy) {
        this.accounts = accounts;
        this.queues = queues;
        this.updates = work.updates();
        this.rules = work.rules();
        this.policy = policy;
        this.metrics = work.metrics();
    }

    /** Checks the next few accounts. Returns true if that ends a round. */
    boolean step(Instant now) {
        if (now.isBefore(nextRound)) {
            return false;
        }
        List<KeyValue<Bytes, byte[]>> next = next();
        for (KeyValue<Bytes, byte[]> entry : next) {
            String key = new String(entry.key.get(), StandardCharsets.UTF_8);
            try {
                check(key, entry.value, now);
            } catch (AccountUpdateException e) {
                metrics.updateFailed(key, e);
            }
        }
        if (next.size() == ACCOUNTS_PER_STEP) {
            cursor = after(next.get(next.size() - 1).key);
            return false;
        }
        cursor = null;
        nextRound = now.plus(ROUNDS_APART);
        return true;
    }

    private List<KeyValue<Bytes, byte[]>> next() {
        List<KeyValue<Bytes, byte[]>> next = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries = accounts.range(cursor, StoreStamps.LAST_KEY)) {
            while (next.size() < ACCOUNTS_PER_STEP && entries.hasNext()) {
                next.add(entries.next());
            }
        }
        return next;
    }

    private void check(String key, byte[] bytes, Instant now) {
        Account account = format.read(bytes);
        Instant indexed = account.indexedAt();
        if (AccountTimes.isUnplanned(account)) {
            updates.apply(key, now, rules::unplanned);
            mended(key, "plan");
            return;
        }
        if (indexed != null && !queues.due().holds(new DueKey(indexed, key))) {
            queues.due().put(new DueKey(indexed, key));
            mended(key, "due");
        }
        Instant place = AccountTimes.place(account);
        BacklogKey inBacklog = place == null ? null : new BacklogKey(AccountKey.parse(key), place);
        if (inBacklog != null && !queues.backlog().holds(inBacklog)) {
            queues.backlog().put(inBacklog);
            mended(key, "backlog");
        }
        if (!Objects.equals(indexed, AccountTimes.nextAt(account, policy))) {
            // This is no mistake if settings of the policy have changed since the account was written.
            updates.apply(key, now, update -> {});
            metrics.auditMoved();
        }
    }

    private void mended(String key, String what) {
        metrics.auditMended(what);
        log.atError()
                .addKeyValue("account", key)
                .addKeyValue("missing", what)
                .log("the audit repaired an account that would have been forgotten");
    }

    /** The smallest key that sorts after this one. */
    private static Bytes after(Bytes key) {
        byte[] next = new byte[key.get().length + 1];
        System.arraycopy(key.get(), 0, next, 0, key.get().length);
        return Bytes.wrap(next);
    }
}
