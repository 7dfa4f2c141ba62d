package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.RefreshWorkerLink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key under which no account is known, or none yet: the account whose other id it is, and the messages that wait for its
 * account. Holds at most {@value #MOST} messages; the oldest go first. The working copy of one update; one thread uses it.
 */
public final class UnknownAccount {

    /** Longer than any code lives that could still bring the account. */
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

    /** When the messages that wait are removed; null when none wait. */
    public @Nullable Instant until() {
        return until;
    }

    /** Whether there is nothing to remember. */
    public boolean isBlank() {
        return aliasOf == null && waiting.isEmpty();
    }

    /** The time has come that {@link #until} names. */
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
