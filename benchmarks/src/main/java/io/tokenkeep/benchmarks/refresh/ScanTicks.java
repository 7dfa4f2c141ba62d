package io.tokenkeep.benchmarks.refresh;

import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.stream.RocksMemory;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The peer: each tick scans all accounts, eight bytes for each. It reads the token only of a due account and forwards
 * it unchanged. It has no rules, no rank, no rate and no status.
 */
public final class ScanTicks implements Processor<byte[], byte[], byte[], byte[]> {

    private static final String TIMES = "times";
    private static final String TOKENS = "tokens";
    private static final Duration MIDDLE = Accounts.LIFETIME.dividedBy(2);
    private static final Duration LATER = Duration.ofDays(400);

    private static final LongAdder TICKS = new LongAdder();
    private static final LongAdder NANOS = new LongAdder();
    private static final LongAdder COMMANDS = new LongAdder();

    private @Nullable ProcessorContext<byte[], byte[]> context;

    private ScanTicks() {}

    public static void main(String[] arguments) throws Exception {
        Topology topology = new Topology()
                .addSource("from", new ByteArrayDeserializer(), new ByteArrayDeserializer(), Topics.TOKENS.name())
                .addProcessor("scan", new Tasks(), "from")
                .addSink(
                        "to",
                        Topics.REFRESH_COMMANDS.name(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        "scan");
        Map<String, RocksMemory.Use> stores =
                Map.of(TIMES, new RocksMemory.Use(1, false), TOKENS, new RocksMemory.Use(6, true));
        Ticking.serve(arguments, topology, stores, new Ticking.Counts(TICKS::sum, NANOS::sum, COMMANDS::sum));
        System.exit(0);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> given) {
        context = given;
        given.schedule(Ticking.INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> tick(given, now));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (context == null) {
            throw new IllegalStateException("Not initialised");
        }
        try {
            Token token = Topics.TOKENS.codec().decode(record.value());
            Bytes key = Bytes.wrap(record.key());
            times(context).put(key, millis(token.getIssuedAt().plus(MIDDLE).toEpochMilli()));
            tokens(context).put(key, record.value());
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void tick(ProcessorContext<byte[], byte[]> context, long now) {
        long began = System.nanoTime();
        KeyValueStore<Bytes, byte[]> times = times(context);
        try (KeyValueIterator<Bytes, byte[]> all = times.all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                if (ByteBuffer.wrap(entry.value).getLong() <= now) {
                    context.forward(
                            new Record<>(entry.key.get(), tokens(context).get(entry.key), now));
                    times.put(entry.key, millis(now + LATER.toMillis()));
                    COMMANDS.increment();
                }
            }
        }
        NANOS.add(System.nanoTime() - began);
        TICKS.increment();
    }

    private static byte[] millis(long at) {
        return ByteBuffer.allocate(Long.BYTES).putLong(at).array();
    }

    private static KeyValueStore<Bytes, byte[]> times(ProcessorContext<byte[], byte[]> context) {
        return context.getStateStore(TIMES);
    }

    private static KeyValueStore<Bytes, byte[]> tokens(ProcessorContext<byte[], byte[]> context) {
        return context.getStateStore(TOKENS);
    }

    private static final class Tasks implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {

        @Override
        public Processor<byte[], byte[], byte[], byte[]> get() {
            return new ScanTicks();
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(store(TIMES), store(TOKENS));
        }

        private static StoreBuilder<?> store(String name) {
            return Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray());
        }
    }
}
