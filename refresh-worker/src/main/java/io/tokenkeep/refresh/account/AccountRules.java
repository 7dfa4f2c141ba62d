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

/** The rules for everything that can happen to an account. They change only the given update and keep no state. */
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
        RefusalRules refusals = new RefusalRules(policy, planner, deaths);
        ExpiryRules expiries = new ExpiryRules(policy, deaths);
        AnswerRules answers = new AnswerRules(policy, planner, refusals, expiries, new DoubtRules(endings));
        this.tokens = new TokenRules(planner, endings, persons);
        this.pages = new PageRules(policy, planner, endings);
        this.outcomes = new OutcomeRules(policy, planner, answers, persons, pages);
        this.accountCommands = new AccountCommandRules(endings, new Imports(planner, persons));
        this.dues = new DueRules(policy, planner, persons, new Commands(policy));
        this.links = new LinkRules(accountCommands, pages, persons, deaths);
    }

    /** Reads a record of {@code tokens}; null is a tombstone. */
    public void token(AccountUpdate update, @Nullable Token value) {
        Account before = update.account();
        boolean deleted = before != null && before.dataDeleted();
        tokens.read(update, value);
        met(update, before != null, deleted);
        Actions.close(update);
    }

    /** Reads an answer. Returns whether it answered the command in flight. */
    public boolean outcome(AccountUpdate update, RefreshOutcome outcome) {
        Token offer = outcome.getOffer();
        if (offer == null) {
            boolean answers = outcomes.read(update, outcome);
            Actions.close(update);
            return answers;
        }
        Account before = update.account();
        boolean deleted = before != null && before.dataDeleted();
        pages.offered(update, offer, outcome);
        met(update, before != null, deleted);
        Actions.close(update);
        return true;
    }

    /** Reads an account command. Returns whether it was followed. {@code orderedAt} is the broker's time of its record. */
    public boolean accountCommand(AccountUpdate update, AccountCommand accountCommand, Instant orderedAt) {
        boolean known = update.account() != null;
        boolean followed = accountCommands.read(update, accountCommand, orderedAt);
        if (!known) {
            met(update, false, false);
        }
        Actions.close(update);
        return followed;
    }

    /** Reads a message of another account; null removes an alias. */
    public void link(AccountUpdate update, @Nullable RefreshWorkerLink link) {
        links.read(update, link);
        Actions.close(update);
    }

    /**
     * The time that {@link AccountTimes#nextAt} named has come. {@code free}: whether a call may be sent now; otherwise the
     * account joins the backlog.
     */
    public void due(AccountUpdate update, boolean free) {
        dues.due(update, free);
        Actions.close(update);
    }

    /** The account was taken from its app's backlog. */
    public void called(AccountUpdate update) {
        dues.called(update);
    }

    /** The account was found without a plan. */
    public void unplanned(AccountUpdate update) {
        Account account = update.account();
        if (account != null && AccountTimes.isUnplanned(account)) {
            planner.reschedule(update, account);
        }
    }

    /** To be called after a record that may name an account that was not known, or that returns. */
    private void met(AccountUpdate update, boolean known, boolean deleted) {
        Account account = update.account();
        if (account == null) {
            return;
        }
        if (deleted && account.live()) {
            // The person came back before the deletion was confirmed. Nothing from before is left.
            Deletions.done(update);
        }
        makeKnown(update, account);
        if (!known) {
            links.first(update);
        }
    }

    /** Sends a message to each other id of the account, so that records under that id are forwarded. */
    private static void makeKnown(AccountUpdate update, Account account) {
        Token current = account.current();
        List<String> aliases = current.getAliases().stream()
                .map(id -> new AccountKey(current.getApp(), id).toString())
                .filter(alias -> !alias.equals(update.key()))
                .toList();
        aliases.stream()
                .filter(alias -> !account.books().aliases().contains(alias))
                .forEach(alias -> update.link(alias, Links.alias(update.key(), current.getOrderedAt())));
        if (!aliases.isEmpty()) {
            account.knownAs(aliases);
        }
    }
}
