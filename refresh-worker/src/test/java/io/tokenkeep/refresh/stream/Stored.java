package io.tokenkeep.refresh.stream;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Stores without a topology. */
final class Stored {

    private Stored() {}

    static <K> KeyValueStore<K, byte[]> inMemory(String name, Serde<K> keys) {
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
        KeyValueStore<K, byte[]> made = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), keys, Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        made.init(context.getStateStoreContext(), made);
        return made;
    }
}
