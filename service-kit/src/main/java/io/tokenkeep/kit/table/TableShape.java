package io.tokenkeep.kit.table;

import io.tokenkeep.avro.RecordVersion;
import io.tokenkeep.topic.Topic;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/**
 * What a table knows of its records.
 *
 * @param topic a compacted topic, by its name in the catalogue
 * @param deleted whether a record says that its key was deleted
 * @param forgottenFrom from when a null may remove the record; empty for never
 */
public record TableShape<V extends SpecificRecord>(
        Topic<V> topic,
        Function<V, String> key,
        Function<V, RecordVersion> version,
        Predicate<V> deleted,
        Function<V, Optional<Instant>> forgottenFrom) {

    String changeId(V record) {
        return version.apply(record).getChangeId();
    }

    long sequence(V record) {
        return version.apply(record).getSequence();
    }

    boolean mayBeForgotten(V record, Instant at) {
        return forgottenFrom.apply(record).filter(from -> !at.isBefore(from)).isPresent();
    }
}
