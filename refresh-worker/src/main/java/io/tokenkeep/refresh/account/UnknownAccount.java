package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.RefreshWorkerLink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known under a key that is no account's, or not yet: whose other id it is, and what was said to it before it
 * was born. Holds so many words and no more; the oldest go. The working copy of one {@link AccountUpdate}.
 */
public final class UnknownAccount {

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

    /** When the words that wait are forgotten; null when none wait. */
    public @Nullable Instant until() {
        return until;
    }

    /** Whether there is nothing to remember. */
    public boolean isBlank() {
        return aliasOf == null && waiting.isEmpty();
    }

    /** The time has come that {@link #until} names. */
    public void forgetWords() {
        waiting.clear();
        until = null;
    }

    void isAliasOf(@Nullable String account) {
        aliasOf = account;
    }

    void keep(RefreshWorkerLink words, Instant untilThen) {
        if (waiting.size() == MOST) {
            waiting.remove(0);
        }
        waiting.add(words);
        until = untilThen;
    }

    List<RefreshWorkerLink> takeWords() {
        List<RefreshWorkerLink> taken = waiting();
        forgetWords();
        return taken;
    }
}
