package io.tokenkeep.console.bulk;

import io.tokenkeep.avro.ApiRole;
import io.tokenkeep.avro.BulkRecord;
import io.tokenkeep.console.caller.Caller;
import java.util.Set;

/**
 * The clients whose accounts a bulk action may have: those of the API key that made it, at that time.
 *
 * @param clients empty for all
 * @param unassigned whether also accounts that belong to no client
 */
record BulkScope(Set<String> clients, boolean unassigned) {

    BulkScope {
        clients = Set.copyOf(clients);
    }

    static BulkScope of(Caller caller) {
        return new BulkScope(caller.clients(), caller.may(ApiRole.ADMIN));
    }

    static BulkScope of(BulkRecord created) {
        return new BulkScope(Set.copyOf(created.getClients()), created.getUnassigned());
    }

    /** Whether this API key sees all that it may have. */
    boolean isSeenBy(Caller caller) {
        boolean all = caller.clients().isEmpty()
                || (!clients.isEmpty() && caller.clients().containsAll(clients));
        return all && (!unassigned || caller.may(ApiRole.ADMIN));
    }

    /** Somebody who sees just this. */
    Caller caller() {
        return new Caller("bulk", "bulk", unassigned ? ApiRole.ADMIN : ApiRole.OPERATE, clients);
    }
}
