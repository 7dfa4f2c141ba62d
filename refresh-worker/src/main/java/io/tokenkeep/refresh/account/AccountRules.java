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

/** All that can happen to an account. Changes only the update that it is given; keeps no state. */
public final class AccountRules {

    private final Planner planner;
    private final TokenRules tokens;
    private final OutcomeRules outcomes;
    private final AccountCommandRules accountCommands;
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
        this.accountCommands = new AccountCommandRules(endings);
        this.dues = new DueRules(policy, planner, persons, new Commands(policy));
        this.links = new LinkRules(accountCommands, pages, persons, deaths);
    }

    /** A record on {@code tokens}; null for a tombstone. */
    public void token(AccountUpdate update, @Nullable Token value) {
        Account before = update.account();
        boolean deleted = before != null && before.dataDeleted();
        tokens.read(update, value);
        met(update, before != null, deleted);
    }

    /** Whether it answered the command in flight. */
    public boolean outcome(AccountUpdate update, RefreshOutcome outcome) {
        Token offer = outcome.getOffer();
        if (offer == null) {
            return outcomes.read(update, outcome);
        }
        Account before = update.account();
        boolean deleted = before != null && before.dataDeleted();
        pages.offered(update, offer, outcome.getCommandId());
        met(update, before != null, deleted);
        return true;
    }

    /** Whether the command was followed; {@code orderedAt} is the broker's time of its record. */
    public boolean accountCommand(AccountUpdate update, AccountCommand accountCommand, Instant orderedAt) {
        return accountCommands.read(update, accountCommand, orderedAt);
    }

    /** What another account's state has to say; null takes an alias back. */
    public void link(AccountUpdate update, @Nullable RefreshWorkerLink link) {
        links.read(update, link);
    }

    /** The time has come that {@link Account#nextAt} named. {@code free}: whether a call may be sent now; otherwise the account joins the backlog. */
    public void due(AccountUpdate update, boolean free) {
        dues.due(update, free);
    }

    /** The account is taken from its app's backlog. */
    public void called(AccountUpdate update) {
        dues.called(update);
    }

    /** The account was found without anything planned. */
    public void unplanned(AccountUpdate update) {
        Account account = update.account();
        if (account != null && account.isUnplanned()) {
            planner.reschedule(update, account);
        }
    }

    private void met(AccountUpdate update, boolean known, boolean deleted) {
        Account account = update.account();
        if (account == null) {
            return;
        }
        if (deleted && account.live()) {
            // They came back before it could be said that nothing was left: nothing of before is.
            Deletions.done(update);
        }
        List<String> aliases = account.current.getAliases().stream()
                .map(id -> new AccountKey(account.current.getApp(), id).toString())
                .filter(alias -> !alias.equals(update.key()))
                .toList();
        aliases.stream()
                .filter(alias -> !account.aliases.contains(alias))
                .forEach(alias -> update.link(alias, Links.alias(update.key(), account.current.getOrderedAt())));
        account.aliases = aliases.isEmpty() ? account.aliases : aliases;
        if (!known) {
            links.born(update);
        }
    }
}
