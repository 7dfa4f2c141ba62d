package io.tokenkeep.console.bulk;

import io.tokenkeep.avro.AccountCommandKind;
import java.util.List;

/**
 * Accounts whose commands may be sent now.
 *
 * @param first the index of the first one
 * @param accounts their keys
 */
record BulkPart(String bulkId, AccountCommandKind command, BulkScope scope, int first, List<String> accounts) {

    BulkPart {
        accounts = List.copyOf(accounts);
    }

    String requestId(int i) {
        return new BulkIndex(bulkId, first + i).toString();
    }

    int end() {
        return first + accounts.size();
    }
}
