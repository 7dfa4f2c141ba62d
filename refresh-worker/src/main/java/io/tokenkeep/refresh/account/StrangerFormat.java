package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.RefreshWorkerLink;
import io.tokenkeep.refresh.state.StrangerRecord;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.AvroCodec;
import io.tokenkeep.wire.UnreadableRecordException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A stranger as bytes in the store, and back. Thread-safe. */
public final class StrangerFormat {

    private final StateCodec<StrangerRecord> codec = new StateCodec<>(StrangerRecord.class);
    private final AvroCodec<RefreshWorkerLink> links = Topics.REFRESH_WORKER_LINKS.codec();

    public byte[] write(Stranger stranger) {
        return codec.encode(StrangerRecord.newBuilder()
                .setAliasOf(stranger.aliasOf())
                .setWaiting(stranger.waiting().stream()
                        .map(words -> ByteBuffer.wrap(links.encode(words)))
                        .toList())
                .setUntil(stranger.until())
                .build());
    }

    /** State that cannot be read is our own mistake, and nothing to go on with. */
    public Stranger read(byte[] bytes) {
        try {
            StrangerRecord from = codec.decode(bytes);
            List<RefreshWorkerLink> waiting = new ArrayList<>();
            for (ByteBuffer words : from.getWaiting()) {
                byte[] copy = new byte[words.remaining()];
                words.duplicate().get(copy);
                waiting.add(links.decode(copy));
            }
            return new Stranger(from.getAliasOf(), waiting, from.getUntil());
        } catch (IOException | UnreadableRecordException e) {
            throw new IllegalStateException("The store holds words that this version cannot read", e);
        }
    }
}
