package io.tokenkeep.kit.link;

import io.tokenkeep.avro.LinkUse;
import io.tokenkeep.kit.follow.Followed;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.follow.TopicStore;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Which consents used which connect links. The first use of a key is the same for every reader, because all of them read one
 * partition in its order. At the limit further keys are left out and the health fails. Thread-safe; a follower's thread adds, and
 * completes the futures.
 */
public final class LinkUses implements TopicStore<LinkUse> {

    private final int limit;
    private final Map<String, Uses> byKey = new HashMap<>();
    private final Map<String, CompletableFuture<String>> expected = new HashMap<>();
    private volatile boolean caughtUp;
    private boolean full;

    /**
     * The uses of one link for one app.
     *
     * @param first the authorization of the first use
     * @param count how many authorizations there were; a repeated record of the last one counts once
     */
    public record Uses(String first, String last, int count, Instant lastAt) {

        private Uses and(LinkUse use) {
            return use.getAuthorizationId().equals(last)
                    ? this
                    : new Uses(first, use.getAuthorizationId(), count + 1, use.getUsedAt());
        }
    }

    public LinkUses(int limit) {
        this.limit = limit;
    }

    /** The key of the uses of a link for an app. */
    public static String key(String linkId, String app) {
        return linkId + "/" + app;
    }

    /** The topic to follow. */
    public Followed<LinkUse> followed(TopicNames names) {
        return new Followed<>(
                "connect-link-uses", names.onCluster(Topics.CONNECT_LINK_USES), LinkUse::getUseKey, this, null);
    }

    public synchronized Optional<Uses> find(String useKey) {
        return Optional.ofNullable(byKey.get(useKey));
    }

    /** Completes with the authorization of the first use of this key, once one is read. {@link #forget} ends the wait. */
    public synchronized CompletableFuture<String> expectFirst(String useKey) {
        Uses known = byKey.get(useKey);
        return known == null
                ? expected.computeIfAbsent(useKey, key -> new CompletableFuture<>())
                : CompletableFuture.completedFuture(known.first());
    }

    public synchronized void forget(String useKey) {
        expected.remove(useKey);
    }

    @Override
    public void add(String key, LinkUse use, RecordPlace place) {
        CompletableFuture<String> expecting;
        Uses uses;
        synchronized (this) {
            Uses held = byKey.get(key);
            if (held == null && byKey.size() >= limit) {
                full = true;
                return;
            }
            uses = held == null
                    ? new Uses(use.getAuthorizationId(), use.getAuthorizationId(), 1, use.getUsedAt())
                    : held.and(use);
            byKey.put(key, uses);
            expecting = expected.remove(key);
        }
        if (expecting != null) {
            expecting.complete(uses.first());
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
        return byKey.size();
    }

    @Override
    public int limit() {
        return limit;
    }

    @Override
    public synchronized CheckResult check() {
        return full
                ? CheckResult.failed(
                        "there are more than " + limit + " used links, so further single links wait; raise links.limit")
                : CheckResult.ok();
    }
}
