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
 * The memory outside the heap that all stores of one service share: one block cache, which also holds the write buffers.
 * Streams creates a {@link Setter} per store; the setter finds this object in the settings under {@link #SETTING}. Close it
 * after all stores.
 *
 * <p>At most half of the memory is write buffers. Above seven eighths of that half, RocksDB flushes the store that is written
 * to next, however little it holds, and a restore then writes very many small files. So each store's own buffer is a share of
 * its partition's part. The stores that a restore fills, accounts and due index, have six ninths of it together.
 */
public final class RocksMemory implements AutoCloseable {

    public static final String SETTING = "tokenkeep.rocksdb.memory";

    private static final int SHARES = 9;
    private static final long LEAST_BUFFER = 64L << 10;
    private static final long MOST_BUFFER = 16L << 20;
    private static final int BLOCKS_PER_BUFFER = 32;
    /** One buffer is written to; the others wait for the disk if it falls behind. */
    private static final int BUFFERS = 4;

    static {
        RocksDB.loadLibrary();
    }

    private final Cache cache;
    private final WriteBufferManager writes;
    private final long share;
    private final Map<String, Use> stores;

    /**
     * A store's use of the memory.
     *
     * @param shares how many ninths of its partition's write buffers it gets; all stores together get eight
     * @param lookedUp whether single keys are read from it
     */
    public record Use(int shares, boolean lookedUp) {}

    /**
     * @param bytes all of the memory
     * @param partitions the largest number of partitions
     * @param stores the use of each store, by name
     */
    public RocksMemory(long bytes, int partitions, Map<String, Use> stores) {
        this.cache = new LRUCache(bytes);
        this.writes = new WriteBufferManager(bytes / 2, cache);
        this.share = bytes / 2 / partitions / SHARES;
        this.stores = Map.copyOf(stores);
    }

    /** To be called after every store is closed. */
    @Override
    public void close() {
        writes.close();
        cache.close();
    }

    private void give(String store, Options options, BlockBasedTableConfig table) {
        Use use = stores.getOrDefault(store, new Use(1, true));
        long buffer = Math.max(LEAST_BUFFER, Math.min(use.shares() * share, MOST_BUFFER));
        table.setBlockCache(cache);
        table.setCacheIndexAndFilterBlocks(true);
        if (!use.lookedUp()) {
            table.setFilterPolicy(null);
        }
        options.setWriteBufferManager(writes);
        options.setWriteBufferSize(buffer);
        options.setMaxWriteBufferNumber(BUFFERS);
        // A store has two column families, and the first few bytes in each take a whole block.
        options.setArenaBlockSize(buffer / BLOCKS_PER_BUFFER);
        options.setTableFormatConfig(table);
    }

    /** Gives a store its share. */
    public static final class Setter implements RocksDBConfigSetter {

        @Override
        public void setConfig(String store, Options options, Map<String, Object> settings) {
            if (settings.get(SETTING) instanceof RocksMemory memory
                    && options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
                memory.give(store, options, table);
            }
        }

        /** Nothing to close: the shared objects belong to the {@link RocksMemory}. */
        @Override
        public void close(String store, Options options) {}
    }
}
