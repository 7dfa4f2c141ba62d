package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.LinkKind;
import io.tokenkeep.avro.RefreshWorkerLink;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a message of another account changes. A {@code PAGE_PARENT} or {@code COMMAND} message to an unknown account
 * waits for that account for a day, because the account may be on its way, if the command would end or assign it. A message that was
 * read is removed from the topic, where it would name persons for ever; an alias stays.
 */
final class LinkRules {

    private final AccountCommandRules accountCommands;
    private final PageRules pages;
    private final PersonRules persons;
    private final DeathRules deaths;

    LinkRules(AccountCommandRules accountCommands, PageRules pages, PersonRules persons, DeathRules deaths) {
        this.accountCommands = accountCommands;
        this.pages = pages;
        this.persons = persons;
        this.deaths = deaths;
    }

    /** Null removes an alias. */
    void read(AccountUpdate update, @Nullable RefreshWorkerLink link) {
        if (link == null) {
            update.unknown().isAliasOf(null);
        } else if (link.getKind() == LinkKind.ALIAS) {
            alias(update, link);
        } else {
            update.link(update.key(), null);
            Account account = update.account();
            if (account != null) {
                read(update, account, link);
                return;
            }
            AccountCommandRules.answerUnknown(update, link.getCommand(), link.getOrderedAt());
            if (mayWait(link)) {
                update.unknown().keep(link, update.now().plus(UnknownAccount.MESSAGES_WAIT));
            } else if (link.getKind() == LinkKind.PAGE_ABSENT) {
                // A withheld Page has no account. Without this answer each list of the person would lack it for ever.
                link.getTargets().forEach(person -> update.link(person, Links.pageLeft(update.key(), update.now())));
            }
        }
    }

    private static boolean mayWait(RefreshWorkerLink link) {
        AccountCommand command = link.getCommand();
        return switch (link.getKind()) {
            case PAGE_PARENT -> true;
            case COMMAND -> command != null && AccountCommandRules.mayWait(command.getKind());
            default -> false;
        };
    }

    /** The account is known now, so the messages that waited for it are read. */
    void first(AccountUpdate update) {
        Account account = Objects.requireNonNull(update.account());
        for (RefreshWorkerLink waiting : update.unknown().takeMessages()) {
            AccountCommand command = waiting.getCommand();
            if (command != null && Actions.isAnswered(command.getKind())) {
                update.wasEnded(command.getRequestId());
            }
            read(update, account, waiting);
        }
    }

    private void read(AccountUpdate update, Account account, RefreshWorkerLink link) {
        AccountCommand command = link.getCommand();
        GoneReason reason = link.getReason();
        Instant at = link.getOrderedAt();
        switch (link.getKind()) {
            case COMMAND -> {
                if (command != null) {
                    accountCommands.read(update, command, at);
                }
            }
            case PAGE_PARENT -> {
                if (reason != null) {
                    link.getTargets().forEach(person -> pages.parentEnded(update, person, reason, at));
                }
            }
            case PAGE_ABSENT -> link.getTargets().forEach(person -> pages.absent(update, account, person, link));
            case LIST_CONTRADICTED -> persons.contradicted(update, account, at);
            case PAGE_LEFT -> link.getTargets().forEach(page -> PersonRules.left(account, page));
            case APP_ANSWER -> deaths.answered(update, account, link);
            case ALIAS, APP_REFUSAL, APP_COUNTS, UNKNOWN -> {}
        }
    }

    private static void alias(AccountUpdate update, RefreshWorkerLink link) {
        if (update.account() != null || link.getTargets().isEmpty()) {
            return;
        }
        String account = link.getTargets().get(0);
        update.unknown().isAliasOf(account);
        update.unknown().takeMessages().forEach(message -> update.link(account, message));
    }
}
