package io.tokenkeep.callback.outcome;

import io.tokenkeep.avro.LostPage;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.follow.TopicStore;
import io.tokenkeep.kit.health.CheckResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Pages that each consent took away, at most {@value #MOST_OF_A_CONSENT} of a consent. At the bound the consent that was read
 * first is forgotten with all its Pages. Thread-safe.
 */
public final class LostPages implements TopicStore<LostPage> {

    static final int MOST_OF_A_CONSENT = 50;

    private static final int MOST = 20_000;

    private final int limit;
    private final Duration promised;
    private final InstantSource clock;
    private final Map<String, Map<String, LostPage>> byConsent = new LinkedHashMap<>();
    private volatile boolean caughtUp;
    private int pages;
    private @Nullable Instant lastForgotten;

    /** {@code promised}: how long the page after a consent is promised. */
    public LostPages(Duration promised, InstantSource clock) {
        this(MOST, promised, clock);
    }

    LostPages(int limit, Duration promised, InstantSource clock) {
        this.limit = limit;
        this.promised = promised;
        this.clock = clock;
    }

    /** The Pages that this consent took away, in the order in which they were read. */
    public synchronized List<LostPage> of(String authorizationId) {
        return List.copyOf(byConsent.getOrDefault(authorizationId, Map.of()).values());
    }

    @Override
    public synchronized void add(String authorizationId, LostPage page, RecordPlace place) {
        Map<String, LostPage> ofConsent = byConsent.computeIfAbsent(authorizationId, first -> new LinkedHashMap<>());
        if (ofConsent.size() == MOST_OF_A_CONSENT || ofConsent.putIfAbsent(page.getAccount(), page) != null) {
            return;
        }
        pages++;
        while (pages > limit) {
            Iterator<Map<String, LostPage>> oldest = byConsent.values().iterator();
            pages -= oldest.next().size();
            oldest.remove();
            lastForgotten = clock.instant();
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

    /** The number of Pages. */
    @Override
    public synchronized int size() {
        return pages;
    }

    @Override
    public int limit() {
        return limit;
    }

    @Override
    public synchronized CheckResult check() {
        return lastForgotten != null && clock.instant().isBefore(lastForgotten.plus(promised))
                ? CheckResult.failed("consents took away more than " + limit + " Pages, the oldest are forgotten")
                : CheckResult.ok();
    }
}
