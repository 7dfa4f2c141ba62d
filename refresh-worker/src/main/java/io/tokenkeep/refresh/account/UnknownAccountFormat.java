package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.RefreshWorkerLink;
import io.tokenkeep.refresh.state.UnknownAccountRecord;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.AvroCodec;
import io.tokenkeep.wire.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** An unknown account as bytes in the store, and back. Thread-safe. */
public final class UnknownAccountFormat {

    private final AvroCodec<UnknownAccountRecord> codec = StateHistory.codec(UnknownAccountRecord.class);
    private final AvroCodec<RefreshWorkerLink> links = Topics.REFRESH_WORKER_LINKS.codec();

    public byte[] write(UnknownAccount unknown) {
        return codec.encode(UnknownAccountRecord.newBuilder()
                .setAliasOf(unknown.aliasOf())
                .setWaiting(unknown.waiting().stream()
                        .map(message -> ByteBuffer.wrap(links.encode(message)))
                        .toList())
                .setUntil(unknown.until())
                .build());
    }

    /** State that cannot be read is our own mistake, so it throws. */
    public UnknownAccount read(byte[] bytes) {
        try {
            UnknownAccountRecord from = codec.decode(bytes);
            List<RefreshWorkerLink> waiting = new ArrayList<>();
            for (ByteBuffer message : from.getWaiting()) {
                byte[] copy = new byte[message.remaining()];
                message.duplicate().get(copy);
                waiting.add(links.decode(copy));
            }
            return new UnknownAccount(from.getAliasOf(), waiting, from.getUntil());
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException("The store holds messages that this version cannot read", e);
        }
    }
}
