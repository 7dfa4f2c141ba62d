package io.tokenkeep.console.link;

import io.tokenkeep.account.OutcomeFold;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.ConnectedAccount;
import io.tokenkeep.kit.follow.Followed;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.follow.TopicStore;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.link.LinkUses;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The last outcomes of consents by connect links, folded: at most {@value #MOST_PER_APP} for each link and app, for as long as
 * their topic keeps them. At the limit of all, the oldest one leaves. Accounts whose data was deleted since are left out. Thread-safe.
 */
public final class LinkOutcomes implements TopicStore<AuthorizationOutcome> {

    /** As long as the topic keeps them, so that an instance that runs for weeks shows no more than one that has just started. */
    static final Duration KEPT = Duration.ofDays(7);

    static final int MOST_PER_APP = 5;

    private final Groups<Held> outcomes;
    private final BiPredicate<String, Instant> deletedSince;
    private final InstantSource clock;
    private volatile boolean caughtUp;
    private @Nullable Instant lastDropped;

    /** {@code writtenAt}: the time of the first outcome of its authorization. */
    private record Held(AuthorizationOutcome outcome, Instant writtenAt) {}

    /**
     * @param limit the largest number of outcomes
     * @param deletedSince whether the data of the account with this key was deleted at that time or later
     */
    public LinkOutcomes(int limit, BiPredicate<String, Instant> deletedSince, InstantSource clock) {
        this.outcomes = new Groups<>(limit, MOST_PER_APP);
        this.deletedSince = deletedSince;
        this.clock = clock;
    }

    /** The topic to follow. */
    public Followed<AuthorizationOutcome> followed(TopicNames names) {
        return new Followed<>(
                "link-outcomes",
                names.onCluster(Topics.AUTHORIZATION_OUTCOMES),
                AuthorizationOutcome::getAuthorizationId,
                this,
                KEPT);
    }

    /** The outcomes of a link, for each of its apps the last one first. */
    synchronized List<AuthorizationOutcome> of(ConnectLink link) {
        forget();
        return link.getApps().stream()
                .flatMap(app -> outcomes.of(LinkUses.key(link.getLinkId(), app)).stream())
                .map(held -> withoutDeleted(held.outcome))
                .toList();
    }

    /** Pages that are missing have no status of their own. They go with the person who did not give them. */
    private AuthorizationOutcome withoutDeleted(AuthorizationOutcome outcome) {
        List<ConnectedAccount> left = outcome.getAccounts().stream()
                .filter(account -> !deletedSince.test(account.getAccount(), outcome.getDecidedAt()))
                .toList();
        return left.size() == outcome.getAccounts().size()
                ? outcome
                : AuthorizationOutcome.newBuilder(outcome)
                        .setAccounts(left)
                        .setMissingPages(List.of())
                        .build();
    }

    @Override
    public synchronized void add(String authorizationId, AuthorizationOutcome outcome, RecordPlace place) {
        String linkId = outcome.getConnectLink();
        if (linkId == null) {
            return;
        }
        forget();
        Held held = outcomes.find(authorizationId)
                .map(before -> new Held(OutcomeFold.fold(before.outcome, outcome), before.writtenAt))
                .orElseGet(() -> new Held(outcome, place.writtenAt()));
        if (outcomes.put(LinkUses.key(linkId, outcome.getApp()), authorizationId, held) != null) {
            lastDropped = clock.instant();
        }
    }

    private void forget() {
        Instant oldest = clock.instant().minus(KEPT);
        outcomes.removeOldestWhile(held -> held.writtenAt.isBefore(oldest));
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
        return outcomes.size();
    }

    @Override
    public int limit() {
        return outcomes.limit();
    }

    @Override
    public synchronized CheckResult check() {
        return lastDropped != null && clock.instant().isBefore(lastDropped.plus(KEPT))
                ? CheckResult.failed("more than " + limit()
                        + " outcomes of links came in 7 days, the oldest are not shown; raise link.outcomes.limit")
                : CheckResult.ok();
    }
}
