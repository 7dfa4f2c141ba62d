package io.tokenkeep.console.bulk;

import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.ActionResult;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.kit.follow.PassingStore;
import io.tokenkeep.kit.follow.RecordPlace;

/** Passes the answers to commands of bulk actions to these. Thread-safe; a follower's thread adds. */
public final class BulkResults extends PassingStore<AccountEvent> {

    public BulkResults(BulkActions bulks) {
        super((event, place) -> pass(bulks, event, place));
    }

    private static void pass(BulkActions bulks, AccountEvent event, RecordPlace place) {
        String requestId = event.getRequestId();
        if (event.getKind() == EventKind.ACTION_ENDED && requestId != null) {
            ActionResult result = event.getActionResult() == null ? ActionResult.UNKNOWN : event.getActionResult();
            BulkIndex.parse(requestId).ifPresent(index -> bulks.addResult(index, event, result, place.writtenAt()));
        }
    }
}
