package io.tokenkeep.refresh.stream;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The memory outside the heap that all stores of one service share: one block cache, which the write buffers are part
 * of. Streams makes a {@link Setter} per store by itself; it finds this in the settings under {@link #SETTING}.
 */
public final class RocksMemory implements AutoCloseable {

    public static final String SETTING = "tokenkeep.rocksdb.memory";

    private static final long WRITE_BUFFER = 4L << 20;

    static {
        RocksDB.loadLibrary();
    }

    private final Cache cache;
    private final WriteBufferManager writes;

    public RocksMemory(long bytes) {
        this.cache = new LRUCache(bytes);
        this.writes = new WriteBufferManager(bytes / 2, cache);
    }

    /** To be called after every store is closed. */
    @Override
    public void close() {
        writes.close();
        cache.close();
    }

    /** Gives a store its share. */
    public static final class Setter implements RocksDBConfigSetter {

        @Override
        public void setConfig(String store, Options options, Map<String, Object> settings) {
            if (settings.get(SETTING) instanceof RocksMemory memory
                    && options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
                table.setBlockCache(memory.cache);
                table.setCacheIndexAndFilterBlocks(true);
                options.setWriteBufferManager(memory.writes);
                options.setWriteBufferSize(WRITE_BUFFER);
                options.setMaxWriteBufferNumber(2);
                options.setTableFormatConfig(table);
            }
        }

        /** What the setter gave is shared and closed by its owner. */
        @Override
        public void close(String store, Options options) {}
    }
}
