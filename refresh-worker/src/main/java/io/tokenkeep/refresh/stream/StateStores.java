package io.tokenkeep.refresh.stream;

import io.tokenkeep.topic.Topics;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The stores of a task: their names, where each is kept, and its share of the memory for RocksDB. */
public final class StateStores {

    static final String ACCOUNTS = "accounts";
    static final String DUE = "due";
    static final String BACKLOG = "backlog";
    static final String UNKNOWN_ACCOUNTS = "unknown-accounts";
    static final String SET_ASIDE = "set-aside";
    static final String POSITIONS = "positions";

    /**
     * An account is about fifteen times as large as its entry in due index or backlog. These two are scanned, and single keys
     * are not looked up.
     */
    public static final Map<String, RocksMemory.Use> USES = Map.of(
            ACCOUNTS, new RocksMemory.Use(5, true),
            DUE, new RocksMemory.Use(1, false),
            BACKLOG, new RocksMemory.Use(1, false),
            UNKNOWN_ACCOUNTS, new RocksMemory.Use(1, true));

    /**
     * With this setting a record that was removed from a store also leaves the changelog in time, even if little else changes
     * there.
     */
    private static final Map<String, String> CHANGELOG =
            Map.of(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, Long.toString(Topics.STATE_COMPACTION_LAG.toMillis()));

    private StateStores() {}

    /**
     * Only the positions and the task metadata are cached, because they change with every record and are needed once per
     * commit.
     */
    static Set<StoreBuilder<?>> builders() {
        Set<StoreBuilder<?>> stores = new HashSet<>();
        onDisk().forEach(name -> stores.add(onDisk(name)));
        stores.add(Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(POSITIONS), Serdes.String(), Serdes.ByteArray())
                .withLoggingEnabled(CHANGELOG)
                .withCachingEnabled());
        stores.add(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(SET_ASIDE), Serdes.Bytes(), Serdes.ByteArray())
                        .withLoggingEnabled(CHANGELOG));
        return stores;
    }

    /** The stores whose changelogs hold data that must be removed in time. */
    static List<String> withPersonalData() {
        return Stream.concat(onDisk().stream(), Stream.of(SET_ASIDE)).toList();
    }

    private static List<String> onDisk() {
        return List.of(ACCOUNTS, DUE, BACKLOG, UNKNOWN_ACCOUNTS);
    }

    private static StoreBuilder<?> onDisk(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(CHANGELOG);
    }
}
