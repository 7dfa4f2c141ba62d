package io.tokenkeep.exchange.confirm;

import io.tokenkeep.avro.HeldConsent;
import io.tokenkeep.avro.HeldState;
import io.tokenkeep.kit.follow.Followed;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.follow.TopicStore;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The accounts of all consents that wait for a confirmation, of every partition. A grant on which such a consent rests is not
 * revoked, and refresh-worker does not know of it. Thread-safe; a follower's thread adds.
 */
public final class WaitingAccounts implements TopicStore<HeldConsent> {

    private final int limit;
    private final Map<String, List<String>> keysById = new HashMap<>();
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
        List<String> keys = keys(refused);
        return !caughtUp
                || incomplete
                || keysById.entrySet().stream()
                        .filter(other -> !other.getKey().equals(refused.getAuthorizationId()))
                        .flatMap(other -> other.getValue().stream())
                        .anyMatch(keys::contains);
    }

    @Override
    public synchronized void add(String id, HeldConsent held, RecordPlace place) {
        if (held.getState() != HeldState.AWAITING_CONFIRMATION) {
            keysById.remove(id);
        } else if (keysById.size() < limit || keysById.containsKey(id)) {
            keysById.put(id, keys(held));
        } else {
            incomplete = true;
        }
    }

    @Override
    public synchronized boolean remove(String id, RecordPlace place) {
        keysById.remove(id);
        return true;
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

    /** At the bound something is left undone, and nothing is lost: health says so once, at the held consents themselves. */
    @Override
    public CheckResult check() {
        return CheckResult.ok();
    }
}
