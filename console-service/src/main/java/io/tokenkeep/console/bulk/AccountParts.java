package io.tokenkeep.console.bulk;

import io.tokenkeep.avro.BulkRecord;
import io.tokenkeep.avro.BulkStep;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the accounts of a bulk action, some parts at a time. A part that Kafka does not take is written again each second for as long
 * as the bulk action may be started. Without its last part it stays PREPARING, and is never carried out.
 */
final class AccountParts {

    private static final Logger log = LoggerFactory.getLogger(AccountParts.class);

    private static final int MOST_ACCOUNTS = 1000;
    /** So that a record is smaller than the brokers' limit in every case. */
    private static final int MOST_BYTES = 256 * 1024;

    private static final int AT_ONCE = 8;
    private static final long AGAIN_MILLIS = 1000;
    private static final int READ_LOOKS = 60;

    private final Vertx vertx;
    private final BulkActions bulks;
    private final BulkWriter writer;

    AccountParts(Vertx vertx, BulkActions bulks, BulkWriter writer) {
        this.vertx = vertx;
        this.bulks = bulks;
        this.writer = writer;
    }

    /**
     * Writes the accounts once this instance has read the record that announces them, unless another instance's record was first. Gives
     * up if it is not read within a minute. Returns at once.
     */
    void write(BulkRecord announced, List<byte[]> keys) {
        write(announced, keys, READ_LOOKS);
    }

    private void write(BulkRecord announced, List<byte[]> keys, int looks) {
        Optional<BulkView> bulk = bulks.find(announced.getBulkId());
        if (bulk.isEmpty() && looks > 0) {
            vertx.setTimer(AGAIN_MILLIS, elapsed -> write(announced, keys, looks - 1));
        } else if (bulk.isPresent()
                && bulk.get().created().record().getChangeId().equals(announced.getChangeId())) {
            writeFrom(announced.getBulkId(), keys, 0);
        }
    }

    private void writeFrom(String bulkId, List<byte[]> keys, int from) {
        if (from >= keys.size()) {
            return;
        }
        vertx.executeBlocking(() -> parts(bulkId, keys, from), false)
                .compose(
                        parts -> Future.join(parts.stream().map(writer::publish).toList())
                                .map(end(parts)))
                .onSuccess(end -> writeFrom(bulkId, keys, end))
                .onFailure(failure -> {
                    log.atWarn()
                            .addKeyValue("bulk", bulkId)
                            .addKeyValue("failure", failure.getClass().getSimpleName())
                            .log("accounts of a bulk action were not written, trying again");
                    vertx.setTimer(AGAIN_MILLIS, elapsed -> again(bulkId, keys, from));
                });
    }

    private void again(String bulkId, List<byte[]> keys, int from) {
        if (bulks.find(bulkId)
                .filter(bulk -> bulk.state() == BulkState.PREPARING)
                .isPresent()) {
            writeFrom(bulkId, keys, from);
        }
    }

    private List<BulkRecord> parts(String bulkId, List<byte[]> keys, int from) {
        List<BulkRecord> parts = new ArrayList<>();
        for (int next = from; next < keys.size() && parts.size() < AT_ONCE; next = end(parts)) {
            parts.add(writer.step(bulkId, BulkStep.ACCOUNTS)
                    .setFirst(next)
                    .setAccounts(part(keys, next))
                    .build());
        }
        return parts;
    }

    private static int end(List<BulkRecord> parts) {
        BulkRecord last = parts.get(parts.size() - 1);
        return last.getFirst() + last.getAccounts().size();
    }

    private static List<String> part(List<byte[]> keys, int from) {
        List<String> part = new ArrayList<>();
        int bytes = 0;
        for (int i = from; i < keys.size() && part.size() < MOST_ACCOUNTS; i++) {
            bytes += keys.get(i).length;
            if (bytes > MOST_BYTES && !part.isEmpty()) {
                break;
            }
            part.add(new String(keys.get(i), StandardCharsets.UTF_8));
        }
        return part;
    }
}
