package io.tokenkeep.console.bulk;

import io.tokenkeep.avro.BulkRecord;
import io.tokenkeep.console.api.TimedPlace;
import io.tokenkeep.console.caller.Caller;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.table.Position;
import io.tokenkeep.topic.Topics;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bulk action as it is at one moment.
 *
 * @param created its first record, and where that lies
 * @param started null if it was not
 * @param cancelled null if it was not
 * @param sent how many commands
 * @param waiting how many of them wait for their answer
 * @param results how many accounts have each result, by its name
 */
record BulkView(
        Step created,
        @Nullable Step started,
        @Nullable Step cancelled,
        BulkState state,
        int sent,
        int waiting,
        Map<String, Integer> results) {

    /** One of its records, and where it lies. */
    record Step(BulkRecord record, RecordPlace place) {

        Position position() {
            return new Position(Topics.BULK_ACTIONS.name(), place.partition(), place.offset());
        }
    }

    String id() {
        return created.record().getBulkId();
    }

    BulkScope scope() {
        return BulkScope.of(created.record());
    }

    boolean isSeenBy(Caller caller) {
        return scope().isSeenBy(caller);
    }

    TimedPlace place() {
        return new TimedPlace(created.place().writtenAt(), id());
    }
}
