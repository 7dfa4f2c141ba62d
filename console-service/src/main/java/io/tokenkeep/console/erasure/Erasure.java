package io.tokenkeep.console.erasure;

import io.tokenkeep.avro.RecordVersion;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/** Decides what of a record is not kept any longer. Any thread. */
public interface Erasure<V extends SpecificRecord> {

    /** Whether everything has been read that decides. */
    boolean isReady();

    boolean isNeeded(V record, Instant now);

    /** The record after its erasure; may block for a signature. */
    V erased(V record, RecordVersion version);
}
