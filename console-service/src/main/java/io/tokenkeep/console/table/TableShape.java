package io.tokenkeep.console.table;

import io.tokenkeep.avro.RecordVersion;
import io.tokenkeep.topic.Topic;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/**
 * What a table knows of its records.
 *
 * @param topic a compacted topic, by its name in the catalogue
 * @param deleted whether a record says that its key was deleted; only such a key may lose its record to a null
 */
public record TableShape<V extends SpecificRecord>(
        Topic<V> topic, Function<V, String> key, Function<V, RecordVersion> version, Predicate<V> deleted) {

    String changeId(V record) {
        return version.apply(record).getChangeId();
    }

    long number(V record) {
        return version.apply(record).getSequence();
    }
}
