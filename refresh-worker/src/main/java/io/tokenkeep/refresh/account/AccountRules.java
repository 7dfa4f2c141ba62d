package io.tokenkeep.refresh.account;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshWorkerLink;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.policy.RefreshPolicy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that can happen to an account. Pure but for the turn it is given; keeps nothing. */
public final class AccountRules {

    private final Planner planner;
    private final TokenRules tokens;
    private final OutcomeRules outcomes;
    private final WishRules wishes;
    private final DueRules dues;
    private final PageRules pages;
    private final LinkRules links;

    public AccountRules(RefreshPolicy policy) {
        this.planner = new Planner(policy);
        Endings endings = new Endings(planner);
        DeathRules deaths = new DeathRules(policy, planner, endings);
        PersonRules persons = new PersonRules(policy);
        this.tokens = new TokenRules(planner, endings, persons);
        this.pages = new PageRules(policy, planner, endings);
        this.outcomes = new OutcomeRules(
                policy,
                planner,
                new RefusalRules(policy, planner, deaths),
                new ExpiryRules(policy, deaths),
                new OutcomeRules.Family(persons, pages, new DoubtRules(endings)));
        this.wishes = new WishRules(endings);
        this.dues = new DueRules(policy, planner, persons, new Commands(policy));
        this.links = new LinkRules(wishes, pages, persons, deaths);
    }

    /** A record on {@code tokens}; null for a tombstone. */
    public void token(Turn turn, @Nullable Token value) {
        Account before = turn.account();
        boolean deleted = before != null && before.dataDeleted();
        tokens.read(turn, value);
        met(turn, before != null, deleted);
    }

    /** Whether it answered the command in flight. */
    public boolean outcome(Turn turn, RefreshOutcome outcome) {
        Token offer = outcome.getOffer();
        if (offer == null) {
            return outcomes.read(turn, outcome);
        }
        Account before = turn.account();
        boolean deleted = before != null && before.dataDeleted();
        pages.offered(turn, offer, outcome.getCommandId());
        met(turn, before != null, deleted);
        return true;
    }

    /** Whether the wish was followed; {@code orderedAt} is the broker's time of its record. */
    public boolean wish(Turn turn, AccountCommand wish, Instant orderedAt) {
        return wishes.read(turn, wish, orderedAt);
    }

    /** What another account's state has to say; null takes an alias back. */
    public void link(Turn turn, @Nullable RefreshWorkerLink link) {
        links.read(turn, link);
    }

    /** The time has come that {@link Account#nextAt} named. {@code free}: whether a call may go, or has to stand in line. */
    public void due(Turn turn, boolean free) {
        dues.due(turn, free);
    }

    /** The account is called up from its app's line. */
    public void called(Turn turn) {
        dues.called(turn);
    }

    /** The account was found without anything planned. */
    public void unplanned(Turn turn) {
        Account account = turn.account();
        if (account != null && account.isUnplanned()) {
            planner.afresh(turn, account);
        }
    }

    private void met(Turn turn, boolean known, boolean deleted) {
        Account account = turn.account();
        if (account == null) {
            return;
        }
        if (deleted && account.live()) {
            // They came back before it could be said that nothing was left: nothing of before is.
            Deletions.done(turn);
        }
        List<String> aliases = account.current.getAliases().stream()
                .map(id -> new AccountKey(account.current.getApp(), id).toString())
                .filter(alias -> !alias.equals(turn.key()))
                .toList();
        aliases.stream()
                .filter(alias -> !account.aliases.contains(alias))
                .forEach(alias -> turn.link(alias, Links.alias(turn.key(), account.current.getOrderedAt())));
        account.aliases = aliases.isEmpty() ? account.aliases : aliases;
        if (!known) {
            links.born(turn);
        }
    }
}
