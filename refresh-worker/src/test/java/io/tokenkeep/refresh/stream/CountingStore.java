package io.tokenkeep.refresh.stream;

import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Counts how often a store is called, and how many entries are read from it. */
final class CountingStore implements KeyValueStore<Bytes, byte[]> {

    private final KeyValueStore<Bytes, byte[]> store;
    private long calls;
    private long steps;

    CountingStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    long calls() {
        return calls;
    }

    /** Entries that iterators gave. */
    long steps() {
        return steps;
    }

    void reset() {
        calls = 0;
        steps = 0;
    }

    @Override
    public void put(Bytes key, byte[] value) {
        calls++;
        store.put(key, value);
    }

    @Override
    public byte[] putIfAbsent(Bytes key, byte[] value) {
        calls++;
        return store.putIfAbsent(key, value);
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        calls++;
        store.putAll(entries);
    }

    @Override
    public byte[] delete(Bytes key) {
        calls++;
        return store.delete(key);
    }

    @Override
    public byte[] get(Bytes key) {
        calls++;
        return store.get(key);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        calls++;
        return counted(store.range(from, to));
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        calls++;
        return counted(store.all());
    }

    @Override
    public long approximateNumEntries() {
        return store.approximateNumEntries();
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        store.init(context, root);
    }

    @Override
    public void close() {
        store.close();
    }

    @Override
    public boolean persistent() {
        return store.persistent();
    }

    @Override
    public boolean isOpen() {
        return store.isOpen();
    }

    private KeyValueIterator<Bytes, byte[]> counted(KeyValueIterator<Bytes, byte[]> entries) {
        return new KeyValueIterator<>() {
            @Override
            public void close() {
                entries.close();
            }

            @Override
            public Bytes peekNextKey() {
                return entries.peekNextKey();
            }

            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public KeyValue<Bytes, byte[]> next() {
                steps++;
                return entries.next();
            }
        };
    }
}
