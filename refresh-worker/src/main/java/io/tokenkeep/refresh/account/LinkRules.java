package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.LinkKind;
import io.tokenkeep.avro.RefreshWorkerLink;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What another account's state says to this one. Words to an account that nobody knows wait a day for it: it may be on
 * its way. What was taken in is taken back from the topic, where it would name people for ever.
 */
final class LinkRules {

    /** Longer than any code lives that could still bring the account. */
    static final Duration WORDS_WAIT = Duration.ofDays(1);

    private final WishRules wishes;
    private final PageRules pages;
    private final PersonRules persons;
    private final DeathRules deaths;

    LinkRules(WishRules wishes, PageRules pages, PersonRules persons, DeathRules deaths) {
        this.wishes = wishes;
        this.pages = pages;
        this.persons = persons;
        this.deaths = deaths;
    }

    /** Null takes an alias back. */
    void read(Turn turn, @Nullable RefreshWorkerLink link) {
        if (link == null) {
            turn.stranger().isAliasOf(null);
        } else if (link.getKind() == LinkKind.ALIAS) {
            alias(turn, link);
        } else {
            turn.link(turn.key(), null);
            Account account = turn.account();
            if (account != null) {
                hear(turn, account, link);
            } else if (link.getKind() == LinkKind.PAGE_PARENT || link.getKind() == LinkKind.COMMAND) {
                turn.stranger().keep(link, turn.now().plus(WORDS_WAIT));
            }
        }
    }

    /** The account was born: what was said to it before is said again. */
    void born(Turn turn) {
        Account account = Objects.requireNonNull(turn.account());
        turn.stranger().takeWords().forEach(link -> hear(turn, account, link));
    }

    private void hear(Turn turn, Account account, RefreshWorkerLink link) {
        AccountCommand command = link.getCommand();
        GoneReason reason = link.getReason();
        Instant at = link.getOrderedAt();
        switch (link.getKind()) {
            case COMMAND -> {
                if (command != null) {
                    wishes.read(turn, command, at);
                }
            }
            case PAGE_PARENT -> {
                if (reason != null) {
                    link.getTargets().forEach(person -> pages.parentEnded(turn, person, reason, at));
                }
            }
            case PAGE_ABSENT -> link.getTargets().forEach(person -> pages.absent(turn, account, person, at));
            case LIST_CONTRADICTED -> persons.contradicted(turn, account, at);
            case PAGE_LEFT -> link.getTargets().forEach(page -> PersonRules.left(account, page));
            case APP_ANSWER -> deaths.answered(turn, account, link);
            case ALIAS, APP_REFUSAL, APP_COUNTS, UNKNOWN -> {}
        }
    }

    private static void alias(Turn turn, RefreshWorkerLink link) {
        if (turn.account() != null || link.getTargets().isEmpty()) {
            return;
        }
        String account = link.getTargets().get(0);
        turn.stranger().isAliasOf(account);
        turn.stranger().takeWords().forEach(words -> turn.link(account, words));
    }
}
