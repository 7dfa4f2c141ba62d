package io.tokenkeep.refresh.stream;

import io.tokenkeep.refresh.account.Stranger;
import io.tokenkeep.refresh.account.StrangerFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** What is known under keys that are no account's, with a place in the due index for what is to be forgotten. One task's thread. */
final class Strangers {

    private final KeyValueStore<Bytes, byte[]> store;
    private final DueIndex index;
    private final StrangerFormat format = new StrangerFormat();

    Strangers(KeyValueStore<Bytes, byte[]> store, DueIndex index) {
        this.store = store;
        this.index = index;
    }

    Stranger find(String key) {
        return read(store.get(storeKey(key)));
    }

    /** Keeps what a turn made of it. */
    void keep(String key, Stranger stranger) {
        byte[] held = store.get(storeKey(key));
        byte[] bytes = stranger.isBlank() ? null : format.write(stranger);
        if (Arrays.equals(held, bytes)) {
            return;
        }
        Instant before = read(held).until();
        Instant until = stranger.until();
        if (bytes == null) {
            store.delete(storeKey(key));
        } else {
            store.put(storeKey(key), bytes);
        }
        if (Objects.equals(before, until)) {
            return;
        }
        if (before != null) {
            index.remove(new DueKey(before, key));
        }
        if (until != null) {
            index.put(new DueKey(until, key));
        }
    }

    /** The time of this place in the due index has come: if it is still meant, the words that wait are forgotten. */
    void due(DueKey place) {
        Stranger stranger = find(place.account());
        if (place.at().equals(stranger.until())) {
            stranger.forgetWords();
            keep(place.account(), stranger);
        }
    }

    private Stranger read(byte @Nullable [] bytes) {
        return bytes == null ? Stranger.unknown() : format.read(bytes);
    }

    private static Bytes storeKey(String key) {
        return Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
    }
}
