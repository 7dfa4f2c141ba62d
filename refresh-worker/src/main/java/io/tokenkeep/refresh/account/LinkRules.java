package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.LinkKind;
import io.tokenkeep.avro.RefreshWorkerLink;
import java.time.Duration;
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

    LinkRules(WishRules wishes, PageRules pages) {
        this.wishes = wishes;
        this.pages = pages;
    }

    /** Null takes an alias back. */
    void read(Turn turn, @Nullable RefreshWorkerLink link) {
        if (link == null) {
            turn.stranger().isAliasOf(null);
        } else if (link.getKind() == LinkKind.ALIAS) {
            alias(turn, link);
        } else {
            turn.link(turn.key(), null);
            if (turn.account() == null) {
                turn.stranger().keep(link, turn.now().plus(WORDS_WAIT));
            } else {
                hear(turn, link);
            }
        }
    }

    /** The account was born: what was said to it before is said again. */
    void born(Turn turn) {
        turn.stranger().takeWords().forEach(link -> hear(turn, link));
    }

    private void hear(Turn turn, RefreshWorkerLink link) {
        AccountCommand command = link.getCommand();
        GoneReason reason = link.getReason();
        if (link.getKind() == LinkKind.COMMAND && command != null) {
            wishes.read(turn, command, link.getOrderedAt());
        } else if (link.getKind() == LinkKind.PAGE_PARENT && reason != null) {
            link.getTargets().forEach(person -> pages.parentEnded(turn, person, reason, link.getOrderedAt()));
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
