package io.tokenkeep.exchange.confirm;

import io.tokenkeep.avro.HeldConsent;
import io.tokenkeep.avro.HeldState;
import io.tokenkeep.kit.consent.HeldConsentsConfig;
import io.tokenkeep.kit.follow.Followed;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.follow.TopicStore;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.Topics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The accounts of all consents that wait for a confirmation, of every partition. A grant on which such a consent rests is not
 * revoked, and refresh-worker does not know of it. Thread-safe; a follower's thread adds.
 */
public final class WaitingAccounts implements TopicStore<HeldConsent> {

    private final int limit;
    private final Map<String, List<String>> keysById = new HashMap<>();
    private final Map<String, Set<String>> idsByKey = new HashMap<>();
    private boolean incomplete;
    private volatile boolean caughtUp;

    /** @param limit the largest number of consents; beyond it no grant is revoked */
    public WaitingAccounts(int limit) {
        this.limit = limit;
    }

    /** The topic to follow. */
    public Followed<HeldConsent> followed(TopicNames names) {
        return new Followed<>(
                "waiting-accounts", names.onCluster(Topics.HELD_CONSENTS), HeldConsent::getAuthorizationId, this, null);
    }

    /** Whether another consent of the same account may wait for a confirmation. */
    synchronized boolean mayHaveOther(HeldConsent refused) {
        return !caughtUp
                || incomplete
                || keys(refused).stream()
                        .flatMap(key -> idsByKey.getOrDefault(key, Set.of()).stream())
                        .anyMatch(id -> !id.equals(refused.getAuthorizationId()));
    }

    @Override
    public synchronized void add(String id, HeldConsent held, RecordPlace place) {
        forget(id);
        if (held.getState() != HeldState.AWAITING_CONFIRMATION) {
            return;
        }
        if (keysById.size() < limit) {
            List<String> keys = keys(held);
            keysById.put(id, keys);
            keys.forEach(key ->
                    idsByKey.computeIfAbsent(key, first -> new HashSet<>()).add(id));
        } else {
            incomplete = true;
        }
    }

    @Override
    public synchronized boolean remove(String id, RecordPlace place) {
        forget(id);
        return true;
    }

    private void forget(String id) {
        List<String> keys = keysById.remove(id);
        if (keys == null) {
            return;
        }
        keys.forEach(key -> idsByKey.computeIfPresent(key, (of, ids) -> {
            ids.remove(id);
            return ids.isEmpty() ? null : ids;
        }));
    }

    private static List<String> keys(HeldConsent held) {
        String app = held.getCode().getApp();
        return Stream.concat(
                        Stream.of(held.getAccount()), held.getAliases().stream().map(alias -> app + ":" + alias))
                .toList();
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
        return keysById.size();
    }

    @Override
    public int limit() {
        return limit;
    }

    @Override
    public synchronized CheckResult check() {
        return incomplete
                ? CheckResult.failed(
                        "more than " + limit + " consents wait for a confirmation, so grants of refused consents are"
                                + " not revoked until a restart; raise " + HeldConsentsConfig.LIMIT)
                : CheckResult.ok();
    }
}
