package io.tokenkeep.kit.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The settings that carry the guarantees. They cannot be passed through to any client, below whatever prefix. */
final class KafkaGuard {
    /** The prefix of a setting that is passed through. */
    static final String PREFIX = "kafka.";

    private static final String PREFIXES =
            "producer. consumer. admin. streams. main.consumer. restore.consumer. global.consumer. main. restore. global.";
    private static final List<String> NARROWER = List.of(PREFIXES.split(" ", -1));

    private static final String LOSSLESS = "records must be acknowledged by all replicas, once and in order";
    private static final String OFFSETS =
            "offsets are committed only up to what is finished, and read from the earliest";
    private static final String ONE_NAME = "the service names its own group and transactions";
    private static final String WIRE = "keys, values and partitions are part of the contract with every reader";
    private static final String POISON = "what cannot be read goes to dead-letters, and nothing else is skipped";

    private static final Map<String, String> GUARDED = Map.ofEntries(
            Map.entry("bootstrap.servers", "write bootstrap.servers without the prefix, once for all clients"),
            Map.entry("acks", LOSSLESS),
            Map.entry("enable.idempotence", LOSSLESS),
            Map.entry("max.in.flight.requests.per.connection", LOSSLESS),
            Map.entry("transactional.id", ONE_NAME),
            Map.entry("key.serializer", WIRE),
            Map.entry("value.serializer", WIRE),
            Map.entry("partitioner.class", WIRE),
            Map.entry("partitioner.ignore.keys", WIRE),
            Map.entry("enable.auto.commit", OFFSETS),
            Map.entry("auto.offset.reset", OFFSETS),
            Map.entry("isolation.level", "aborted commands must not be seen"),
            Map.entry("allow.auto.create.topics", "a topic created by accident has settings that lose data"),
            Map.entry("group.id", ONE_NAME),
            Map.entry("key.deserializer", WIRE),
            Map.entry("value.deserializer", WIRE),
            Map.entry("application.id", ONE_NAME),
            Map.entry("processing.guarantee", "state, commands and offsets must change together"),
            Map.entry("default.key.serde", WIRE),
            Map.entry("default.value.serde", WIRE),
            Map.entry("deserialization.exception.handler", POISON),
            Map.entry("default.deserialization.exception.handler", POISON),
            Map.entry("processing.exception.handler", POISON),
            Map.entry("production.exception.handler", POISON),
            Map.entry("default.production.exception.handler", POISON));

    private KafkaGuard() {}

    static void check(Map<String, String> passThrough, Problems problems) {
        new TreeMap<>(passThrough).keySet().forEach(name -> {
            String reason = GUARDED.get(bare(name));
            if (reason != null) {
                problems.add(PREFIX + name, "cannot be changed, remove it: " + reason);
            }
        });
    }

    /** A setting's name without the prefix of one kind of client. */
    static String bare(String name) {
        return NARROWER.stream()
                .filter(name::startsWith)
                .findFirst()
                .map(prefix -> bare(name.substring(prefix.length())))
                .orElse(name);
    }
}
