package io.tokenkeep.console.erasure;

import io.tokenkeep.avro.ClientRule;
import io.tokenkeep.avro.ExpectedAccount;
import io.tokenkeep.avro.RecordVersion;
import io.tokenkeep.console.assign.RuleOperations;
import java.time.Instant;

/** Deletes the client rules that name an account whose data was deleted. A rule that was made since waits for the account's return. */
public final class RuleErasure implements Erasure<ClientRule> {

    private final DeletedAccounts deleted;

    public RuleErasure(DeletedAccounts deleted) {
        this.deleted = deleted;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public boolean isNeeded(ClientRule rule, Instant now) {
        ExpectedAccount account = new ExpectedAccount(rule.getApp(), rule.getKind(), rule.getValue());
        return !rule.getDeleted() && deleted.contains(account, rule.getVersion().getChangedAt());
    }

    @Override
    public ClientRule erased(ClientRule rule, RecordVersion version) {
        return RuleOperations.deleted(rule, version);
    }
}
