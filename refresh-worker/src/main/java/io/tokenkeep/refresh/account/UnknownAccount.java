package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.RefreshWorkerLink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key under which no account is known: the account of which it is another id, and the messages that wait for an account under
 * the key. Holds at most {@value #MOST} messages; the oldest are dropped first. It is the working copy of one update, for one
 * thread.
 */
public final class UnknownAccount {

    /** Longer than the life of any code that could still bring the account. */
    static final Duration MESSAGES_WAIT = Duration.ofDays(1);

    private static final int MOST = 16;

    private @Nullable String aliasOf;
    private final List<RefreshWorkerLink> waiting;
    private @Nullable Instant until;

    public UnknownAccount(@Nullable String aliasOf, List<RefreshWorkerLink> waiting, @Nullable Instant until) {
        this.aliasOf = aliasOf;
        this.waiting = new ArrayList<>(waiting);
        this.until = until;
    }

    public static UnknownAccount unknown() {
        return new UnknownAccount(null, List.of(), null);
    }

    public @Nullable String aliasOf() {
        return aliasOf;
    }

    public List<RefreshWorkerLink> waiting() {
        return List.copyOf(waiting);
    }

    /** When the waiting messages are removed; null if none wait. */
    public @Nullable Instant until() {
        return until;
    }

    /** Whether there is nothing to remember. */
    public boolean isBlank() {
        return aliasOf == null && waiting.isEmpty();
    }

    /** To be called at the time that {@link #until} names. */
    public void forgetMessages() {
        waiting.clear();
        until = null;
    }

    void isAliasOf(@Nullable String account) {
        aliasOf = account;
    }

    void keep(RefreshWorkerLink message, Instant untilThen) {
        if (waiting.size() == MOST) {
            waiting.remove(0);
        }
        waiting.add(message);
        until = untilThen;
    }

    List<RefreshWorkerLink> takeMessages() {
        List<RefreshWorkerLink> taken = waiting();
        forgetMessages();
        return taken;
    }
}
