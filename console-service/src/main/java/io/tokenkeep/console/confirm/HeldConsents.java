package io.tokenkeep.console.confirm;

import io.tokenkeep.avro.HeldConsent;
import io.tokenkeep.avro.HeldState;
import io.tokenkeep.console.api.TimedPlace;
import io.tokenkeep.kit.follow.Followed;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.follow.TopicStore;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The consents that wait for a confirmation, those that end first in front; and the refused ones that wait for their revocation, which
 * nobody is shown and a deletion has to reach. At the limit further ones are left out, and the health fails until the last of those
 * would have ended. Thread-safe; a follower's thread adds, and readers need no lock.
 */
public final class HeldConsents implements TopicStore<HeldConsent> {

    /** The topic keeps a record for 14 days, and a consent waits for 6 at most. */
    static final Duration KEPT_AFTER_END = Duration.ofDays(8);

    private final int limit;
    private final InstantSource clock;
    private final Map<String, WaitingConsent> byId = new ConcurrentHashMap<>();
    private final NavigableMap<TimedPlace, WaitingConsent> inOrder = new ConcurrentSkipListMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Instant leftOutUntil;
    private volatile boolean caughtUp;

    /** @param limit how many consents are held that wait for a confirmation, and as many refused ones */
    public HeldConsents(int limit, InstantSource clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /** The topic to follow. */
    public Followed<HeldConsent> followed(TopicNames names) {
        return new Followed<>(
                "held-consents", names.onCluster(Topics.HELD_CONSENTS), HeldConsent::getAuthorizationId, this, null);
    }

    /** A consent that waits for a confirmation. */
    Optional<WaitingConsent> find(String id) {
        return Optional.ofNullable(byId.get(id)).filter(consent -> !consent.refused());
    }

    /** Whether anything is held of the consent, for whatever reason. */
    public boolean holds(String id) {
        return byId.containsKey(id);
    }

    /** At most {@code most} consents that {@code wanted} accepts, in their order, after {@code after}. */
    List<WaitingConsent> page(@Nullable TimedPlace after, Predicate<WaitingConsent> wanted, int most) {
        NavigableMap<TimedPlace, WaitingConsent> rest = after == null ? inOrder : inOrder.tailMap(after, false);
        return rest.values().stream()
                .filter(consent -> !consent.refused())
                .filter(wanted)
                .limit(most)
                .toList();
    }

    /** At most {@code most} consents that {@code wanted} accepts, refused ones included. */
    public List<WaitingConsent> any(Predicate<WaitingConsent> wanted, int most) {
        return inOrder.values().stream().filter(wanted).limit(most).toList();
    }

    @Override
    public synchronized void add(String id, HeldConsent held, RecordPlace place) {
        remove(id);
        forget();
        if (held.getState() == HeldState.UNKNOWN) {
            return;
        }
        WaitingConsent consent = WaitingConsent.of(held);
        if ((consent.refused() ? refused.size() : size()) >= limit) {
            Instant before = leftOutUntil;
            leftOutUntil = before == null || before.isBefore(held.getUntil()) ? held.getUntil() : before;
            return;
        }
        if (consent.refused()) {
            refused.add(id);
        }
        byId.put(id, consent);
        inOrder.put(consent.place(), consent);
    }

    @Override
    public synchronized boolean remove(String id, RecordPlace place) {
        remove(id);
        return true;
    }

    private void remove(String id) {
        WaitingConsent removed = byId.remove(id);
        if (removed != null) {
            refused.remove(id);
            inOrder.remove(removed.place());
        }
    }

    /** What nobody has ended, and the topic has lost by its age. */
    private void forget() {
        Instant oldest = clock.instant().minus(KEPT_AFTER_END);
        Map.Entry<TimedPlace, WaitingConsent> next = inOrder.firstEntry();
        while (next != null && next.getValue().until().isBefore(oldest)) {
            remove(next.getValue().id());
            next = inOrder.firstEntry();
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
    public int size() {
        return byId.size() - refused.size();
    }

    @Override
    public int limit() {
        return limit;
    }

    @Override
    public CheckResult check() {
        Instant last = leftOutUntil;
        return last != null && clock.instant().isBefore(last)
                ? CheckResult.failed("more than " + limit + " consents are held, and those beyond are not"
                        + " shown until a restart finds room; raise held.consents.limit")
                : CheckResult.ok();
    }
}
