package io.tokenkeep.refresh.stream;

import io.tokenkeep.refresh.account.UnknownAccount;
import io.tokenkeep.refresh.account.UnknownAccountFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What is known of keys without an account. Messages that are to be forgotten have a place in the due index. One task's thread
 * uses it.
 */
final class UnknownAccounts {

    private final KeyValueStore<Bytes, byte[]> store;
    private final DueIndex index;
    private final UnknownAccountFormat format = new UnknownAccountFormat();

    UnknownAccounts(KeyValueStore<Bytes, byte[]> store, DueIndex index) {
        this.store = store;
        this.index = index;
    }

    UnknownAccount find(String key) {
        return read(store.get(storeKey(key)));
    }

    /** Stores the unknown account as the update left it. */
    void keep(String key, UnknownAccount unknown) {
        byte[] held = store.get(storeKey(key));
        byte[] bytes = unknown.isBlank() ? null : format.write(unknown);
        if (Arrays.equals(held, bytes)) {
            return;
        }
        Instant before = read(held).until();
        Instant until = unknown.until();
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

    /** The time of this place in the due index has come. If the place is still valid, the waiting messages are forgotten. */
    void due(DueKey place) {
        UnknownAccount unknown = find(place.account());
        if (place.at().equals(unknown.until())) {
            unknown.forgetMessages();
            keep(place.account(), unknown);
        }
    }

    private UnknownAccount read(byte @Nullable [] bytes) {
        return bytes == null ? UnknownAccount.unknown() : format.read(bytes);
    }

    private static Bytes storeKey(String key) {
        return Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
    }
}
