package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.LinkKind;
import io.tokenkeep.avro.LinkedAccount;
import io.tokenkeep.avro.RefreshWorkerLink;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.policy.AppCircuitState;
import io.tokenkeep.refresh.policy.StableHash;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates the messages of one account to another, or to the circuit breaker of its app. No side effects. */
public final class Links {

    private Links() {}

    static RefreshWorkerLink alias(String account, Instant orderedAt) {
        return begin(LinkKind.ALIAS, orderedAt).setTargets(List.of(account)).build();
    }

    static RefreshWorkerLink parentEnded(String person, GoneReason reason, Instant orderedAt) {
        return begin(LinkKind.PAGE_PARENT, orderedAt)
                .setTargets(List.of(person))
                .setReason(reason)
                .build();
    }

    static RefreshWorkerLink command(AccountCommand command, Instant orderedAt) {
        return begin(LinkKind.COMMAND, orderedAt).setCommand(command).build();
    }

    /** To a Page: the person's complete list lacks it. */
    static RefreshWorkerLink pageAbsent(String person, Instant listedAt) {
        return begin(LinkKind.PAGE_ABSENT, listedAt).setTargets(List.of(person)).build();
    }

    /** To a Page: the list that came with this consent is complete and lacks it. */
    static RefreshWorkerLink pageAbsent(String person, Token consented) {
        return begin(LinkKind.PAGE_ABSENT, consented.getOrderedAt())
                .setTargets(List.of(person))
                .setAuthorizationId(consented.getAuthorizationId())
                .build();
    }

    /** To a person: a Page works that their list lacked. */
    static RefreshWorkerLink listContradicted(String page, Instant listedAt) {
        return begin(LinkKind.LIST_CONTRADICTED, listedAt)
                .setTargets(List.of(page))
                .build();
    }

    /** To a person: a Page has no token of theirs any more. */
    static RefreshWorkerLink pageLeft(String page, Instant now) {
        return begin(LinkKind.PAGE_LEFT, now).setTargets(List.of(page)).build();
    }

    /** To a circuit breaker: an account was refused. The person is sent as a hash, because persons are only counted. */
    public static RefreshWorkerLink refusal(String account, Refusal refusal, int successes, Instant now) {
        return begin(LinkKind.APP_REFUSAL, now)
                .setTargets(
                        refusal.person() == null
                                ? List.of(account)
                                : List.of(account, StableHash.name("person " + refusal.person())))
                .setCommandId(refusal.asks() ? refusal.commandId() : null)
                .setSuccesses(successes)
                .build();
    }

    /** To a circuit breaker: the number of a task's answers that were no refusals. */
    public static RefreshWorkerLink appCounts(String task, int successes, Instant now) {
        return begin(LinkKind.APP_COUNTS, now)
                .setTargets(List.of(task))
                .setSuccesses(successes)
                .build();
    }

    /** From a circuit breaker: its state, to an account about the named command, or to a task. */
    public static RefreshWorkerLink appAnswer(
            String app, @Nullable String commandId, AppCircuitState state, Instant now) {
        return begin(LinkKind.APP_ANSWER, now)
                .setTargets(List.of(app))
                .setCommandId(commandId)
                .setOpen(state.open())
                .setCalmSince(state.calmSince())
                .setTrustedSince(state.trustedSince())
                .build();
    }

    public static AppCircuitState state(RefreshWorkerLink answer) {
        return new AppCircuitState(answer.getOpen(), answer.getCalmSince(), answer.getTrustedSince());
    }

    /** The ids of the Pages that a person's token names. */
    static List<String> pages(AccountUpdate update, Token token) {
        return update.hasPages(token)
                ? token.getLinkedAccounts().stream()
                        .filter(linked -> linked.getProvider().equals(token.getProvider()))
                        .map(LinkedAccount::getAccountId)
                        .toList()
                : List.of();
    }

    /** Whether the token names all Pages of the person. */
    static boolean namesAllPages(Token token) {
        return token.getListFailure() == null
                && token.getLinkedAccountsTotal() <= token.getLinkedAccounts().size();
    }

    private static RefreshWorkerLink.Builder begin(LinkKind kind, Instant orderedAt) {
        return RefreshWorkerLink.newBuilder().setKind(kind).setOrderedAt(orderedAt);
    }
}
