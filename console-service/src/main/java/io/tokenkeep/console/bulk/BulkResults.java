package io.tokenkeep.console.bulk;

import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.ActionResult;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.follow.TopicStore;
import io.tokenkeep.kit.health.CheckResult;

/** Passes the answers to commands of bulk actions to these. Thread-safe; a follower's thread adds. */
public final class BulkResults implements TopicStore<AccountEvent> {

    private final BulkActions bulks;
    private volatile boolean caughtUp;

    public BulkResults(BulkActions bulks) {
        this.bulks = bulks;
    }

    @Override
    public void add(String key, AccountEvent event, RecordPlace place) {
        String requestId = event.getRequestId();
        if (event.getKind() == EventKind.ACTION_ENDED && requestId != null) {
            ActionResult result = event.getActionResult() == null ? ActionResult.UNKNOWN : event.getActionResult();
            BulkIndex.parse(requestId).ifPresent(index -> bulks.addResult(index, event, result, place.writtenAt()));
        }
    }

    /** Events leave by age alone. */
    @Override
    public boolean remove(String key, RecordPlace place) {
        return false;
    }

    @Override
    public void nowCaughtUp() {
        caughtUp = true;
    }

    @Override
    public boolean caughtUp() {
        return caughtUp;
    }

    @Override
    public int size() {
        return 0;
    }

    @Override
    public int limit() {
        return 0;
    }

    @Override
    public CheckResult check() {
        return CheckResult.ok();
    }
}
