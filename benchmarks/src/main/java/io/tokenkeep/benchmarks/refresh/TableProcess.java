package io.tokenkeep.benchmarks.refresh;

import io.tokenkeep.refresh.stream.RocksMemory;
import io.tokenkeep.topic.Topics;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The floor: {@code tokens} as a table of bytes, in a store with a changelog. It decodes none of them. */
public final class TableProcess implements Engine {

    private static final String STORE = "tokens";

    private final String bootstrapServers;
    private final String directory;
    private final int partitions;
    private @Nullable RocksMemory memory;
    private @Nullable KafkaStreams streams;

    private TableProcess(String bootstrapServers, String directory, int partitions) {
        this.bootstrapServers = bootstrapServers;
        this.directory = directory;
        this.partitions = partitions;
    }

    public static void main(String[] arguments) throws Exception {
        Engine.serve(new TableProcess(arguments[0], arguments[1], Integer.parseInt(arguments[2])));
        System.exit(0);
    }

    @Override
    public void start(String applicationId) {
        StreamsBuilder builder = new StreamsBuilder();
        KTable<byte[], byte[]> unused = builder.table(
                Topics.TOKENS.name(), Materialized.<byte[], byte[], KeyValueStore<Bytes, byte[]>>as(STORE));
        RocksMemory shared = PlainStreams.memory(partitions, Map.of(STORE, new RocksMemory.Use(7, true)));
        memory = shared;
        streams = new KafkaStreams(
                builder.build(), PlainStreams.settings(bootstrapServers, applicationId, directory, shared));
        streams.start();
    }

    @Override
    public boolean running() {
        return streams != null && streams.state() == KafkaStreams.State.RUNNING;
    }

    @Override
    public void stop() {
        if (streams != null && memory != null) {
            Engine.close(streams);
            memory.close();
        }
    }
}
