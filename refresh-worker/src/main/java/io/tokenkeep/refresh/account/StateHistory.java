package io.tokenkeep.refresh.account;

import io.tokenkeep.wire.AvroCodec;
import io.tokenkeep.wire.KnownSchemas;
import org.apache.avro.specific.SpecificRecord;

/**
 * The schemas of the records in refresh-worker's stores. A changelog outlives the release that wrote it, so the schema of every
 * release that changed one is kept.
 */
public final class StateHistory {

    static final KnownSchemas SCHEMAS = new KnownSchemas(StateHistory.class, "/io/tokenkeep/refresh/state-history/");

    private StateHistory() {}

    /** The codec of a record in a store. Thread-safe. */
    public static <T extends SpecificRecord> AvroCodec<T> codec(Class<T> type) {
        return AvroCodec.of(type, SCHEMAS);
    }
}
