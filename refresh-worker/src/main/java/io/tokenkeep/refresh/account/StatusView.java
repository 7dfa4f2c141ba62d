package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.Token;
import io.tokenkeep.seal.Sealer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Creates the status of an account as consumers read it, from what is known of the account and without any secret. No side
 * effects.
 */
public final class StatusView {

    private StatusView() {}

    /** The status, dated 1970. Two of them are equal exactly if there is nothing new to publish. */
    public static @Nullable AccountStatus of(@Nullable Account account) {
        if (account == null) {
            return null;
        }
        Token token = account.current();
        FailureHistory.Failure failure = account.failures().last();
        Next next = next(account);
        return AccountStatus.newBuilder()
                .setApp(token.getApp())
                .setProvider(token.getProvider())
                .setAccountId(token.getAccountId())
                .setAliases(token.getAliases())
                .setKind(token.getKind())
                .setClient(token.getClient())
                .setClaimedForClient(account.assignment().claimedFor())
                .setDisplayName(token.getDisplayName())
                .setParentAccount(token.getParentAccount())
                .setLinkedAccounts(token.getLinkedAccounts())
                .setLinkedAccountsTotal(Math.max(
                        token.getLinkedAccountsTotal(),
                        token.getLinkedAccounts().size()))
                .setMissingPages(token.getMissingPages())
                .setListFailure(token.getListFailure())
                .setTasks(token.getTasks())
                .setState(account.held().state())
                .setFailureClass(failure == null ? FailureClass.NONE : failure.failureClass())
                .setErrorCode(failure == null ? null : failure.code())
                .setErrorSubcode(failure == null ? null : failure.subcode())
                .setFailures(account.failures().failures())
                .setLifetime(token.getLifetime())
                .setScopes(token.getScopes())
                .setMissingScopes(token.getMissingScopes())
                .setAuthorizedAt(token.getAuthorizedAt())
                .setOrderedAt(token.getOrderedAt())
                .setSequence(token.getSequence())
                .setSealedUnder(Sealer.kidOf(token.getSealedToken()))
                .setIssuedAt(token.getIssuedAt())
                .setExpiresAt(token.getExpiresAt())
                .setDataAccessExpiresAt(token.getDataAccessExpiresAt())
                .setNextAction(next == null ? null : next.action())
                .setNextActionAt(next == null ? null : next.at())
                .setChangedAt(Instant.EPOCH)
                .build();
    }

    public static AccountStatus dated(AccountStatus status, Instant changedAt) {
        return AccountStatus.newBuilder(status).setChangedAt(changedAt).build();
    }

    private record Next(CommandKind action, Instant at) {}

    /** A command in flight still counts as the next action; otherwise each command would cause two more statuses. */
    private static @Nullable Next next(Account account) {
        Schedule schedule = account.schedule();
        InFlight inFlight = schedule.inFlight();
        if (inFlight != null && !inFlight.outdated()) {
            return new Next(inFlight.kind(), inFlight.plannedAt());
        }
        if (schedule.publishAt() != null) {
            return new Next(CommandKind.PUBLISH, schedule.publishAt());
        }
        Plan plan = schedule.plan();
        return plan == null ? null : new Next(plan.kind(), plan.at());
    }
}
