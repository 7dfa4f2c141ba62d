package io.tokenkeep.refresh.stream;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Records whose rank lies in the future, unchanged, by the time at which it no longer does. Holds at most {@value #MOST}
 * records and {@value #MOST_BYTES} bytes. They are stored in a changelog, so the format of topic, offset, key and value must
 * stay. One task's thread uses it.
 */
final class SetAsideRecords {

    private static final int MOST = 10_000;
    private static final long MOST_BYTES = 16L << 20;

    private final KeyValueStore<Bytes, byte[]> store;
    private Instant earliest = Instant.MAX;
    private int records;
    private long bytes;

    /** A record, its origin, and until when it waits. */
    record Kept(
            Instant until,
            String topic,
            long offset,
            Bytes key,
            @Nullable Bytes value) {}

    SetAsideRecords(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(null, StoreStamps.LAST_KEY)) {
            entries.forEachRemaining(entry -> added(parse(entry).until(), entry.value.length));
        }
    }

    int size() {
        return records;
    }

    /** Returns false, and keeps nothing, if there is no room. */
    boolean add(Kept kept) {
        byte[] written = bytes(kept);
        if (records == MOST || bytes + written.length > MOST_BYTES) {
            return false;
        }
        if (store.putIfAbsent(storeKey(kept), written) == null) {
            added(kept.until(), written.length);
        }
        return true;
    }

    /** Removes and returns at most this many records whose time has come. */
    List<Kept> take(Instant now, int most) {
        List<Kept> taken = new ArrayList<>();
        if (earliest.isAfter(now)) {
            return taken;
        }
        earliest = Instant.MAX;
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(null, StoreStamps.LAST_KEY)) {
            while (entries.hasNext()) {
                Kept next = parse(entries.next());
                if (next.until().isAfter(now) || taken.size() == most) {
                    earliest = next.until();
                    break;
                }
                taken.add(next);
            }
        }
        taken.forEach(this::remove);
        return taken;
    }

    private void remove(Kept kept) {
        byte[] removed = store.delete(storeKey(kept));
        if (removed != null) {
            records--;
            bytes -= removed.length;
        }
    }

    private void added(Instant until, int length) {
        earliest = until.isBefore(earliest) ? until : earliest;
        records++;
        bytes += length;
    }

    private static Bytes storeKey(Kept kept) {
        byte[] topic = kept.topic().getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(2 * Long.BYTES + topic.length)
                .putLong(kept.until().toEpochMilli() ^ Long.MIN_VALUE)
                .putLong(kept.offset())
                .put(topic)
                .array());
    }

    private static byte[] bytes(Kept kept) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(kept.topic());
            out.writeLong(kept.offset());
            out.writeInt(kept.key().get().length);
            out.write(kept.key().get());
            Bytes value = kept.value();
            out.writeInt(value == null ? -1 : value.get().length);
            if (value != null) {
                out.write(value.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Kept parse(KeyValue<Bytes, byte[]> entry) {
        long until = ByteBuffer.wrap(entry.key.get()).getLong() ^ Long.MIN_VALUE;
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(entry.value))) {
            String topic = in.readUTF();
            long offset = in.readLong();
            Bytes key = Bytes.wrap(in.readNBytes(in.readInt()));
            int length = in.readInt();
            Bytes value = length < 0 ? null : Bytes.wrap(in.readNBytes(length));
            return new Kept(Instant.ofEpochMilli(until), topic, offset, key, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
