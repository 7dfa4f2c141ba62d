package io.tokenkeep.console.account;

import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.ActionResult;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.FailureClass;

/** Events of accounts as refresh-worker writes them. */
public final class TestEvent {

    private TestEvent() {}

    public static AccountEvent.Builder of(String account, String eventId, EventKind kind) {
        return AccountEvent.newBuilder()
                .setEventId(eventId)
                .setAccount(account)
                .setKind(kind)
                .setAt(TestStatus.CHANGED)
                .setFailureClass(FailureClass.NONE)
                .setOrderedAt(TestStatus.CHANGED)
                .setSequence(1);
    }

    /** The end of an action. */
    public static AccountEvent ended(String account, String requestId, ActionResult result, FailureClass failure) {
        return of(account, "end of " + requestId, EventKind.ACTION_ENDED)
                .setRequestId(requestId)
                .setActionResult(result)
                .setFailureClass(failure)
                .build();
    }
}
