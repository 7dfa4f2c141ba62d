package io.tokenkeep.console.imports;

import io.tokenkeep.avro.Import;
import io.tokenkeep.avro.TokenImport;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.Problem;
import io.tokenkeep.console.csv.CsvRow;
import io.tokenkeep.console.csv.RowBatch;
import io.tokenkeep.console.edit.AuditLog;
import io.tokenkeep.kit.broker.RecordPublisher;
import io.tokenkeep.kit.table.NotReadBackException;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.RecipientKeys;
import io.tokenkeep.seal.RecipientSealer;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes imports: the audit's entry, what is kept of the table, and then each row with its token sealed. A row that exchange-worker has
 * answered about is not written again; every other row is, because a row that is written twice has the same id and counts once,
 * and reading back what was written would bring all sealed tokens here. Thread-safe.
 */
final class ImportWriter {

    private final Parts parts;
    private final RowBatch batch;

    /**
     * What imports are written with.
     *
     * @param readBack how long an acknowledged import may take until it is read; then the request fails
     */
    record Parts(
            Vertx vertx,
            ImportResults results,
            RecordPublisher publisher,
            AuditLog audit,
            Duration readBack,
            InstantSource clock) {}

    ImportWriter(Parts parts) {
        this.parts = parts;
        this.batch = new RowBatch(parts.vertx());
    }

    /** How many rows were written. Fails with a problem if one of them was not; then the same table brings the rest. */
    Future<Integer> write(ApiRequest request, ImportDraft draft, RecipientKeys key) {
        Instant now = parts.clock().instant();
        List<TokenRow> open = draft.taken().stream()
                .filter(row -> !parts.results().hasOutcome(draft.id(), row.row()))
                .toList();
        List<Import> kept = draft.parts(request.caller().keyId(), now);
        boolean isWritten = parts.results().isWritten(kept);
        if (isWritten && open.isEmpty()) {
            return Future.succeededFuture(0);
        }
        return parts.audit()
                .add(request, draft.id(), "imports/" + draft.id(), detail(draft, open.size()))
                .compose(audited -> isWritten ? Future.<Void>succeededFuture() : keep(draft.id(), kept))
                .compose(done -> seal(draft, open, key, now));
    }

    private static String detail(ImportDraft draft, int open) {
        return draft.app() + ", " + open + " of a table of " + draft.rows().size();
    }

    /** Before the rows, so that no result is without its import. One after the other, because their order counts. */
    private Future<Void> keep(String importId, List<Import> kept) {
        CompletableFuture<Void> read = parts.results().expect(importId);
        Future<Void> written = Future.succeededFuture();
        for (Import part : kept) {
            written = written.compose(before -> parts.publisher().publish(Topics.IMPORTS.record(importId, part)));
        }
        return written.compose(acknowledged -> Future.fromCompletionStage(
                                read, parts.vertx().getOrCreateContext())
                        .timeout(parts.readBack().toMillis(), TimeUnit.MILLISECONDS))
                .recover(failure -> {
                    parts.results().unexpect(importId);
                    return Future.failedFuture(
                            failure instanceof TimeoutException ? new NotReadBackException() : failure);
                });
    }

    private Future<Integer> seal(ImportDraft draft, List<TokenRow> open, RecipientKeys key, Instant now) {
        RecipientSealer sealer = new RecipientSealer(key, Purpose.IMPORTED_TOKEN);
        List<CsvRow<TokenRow>> rows = open.stream()
                .map(row -> new CsvRow<>(row.line(), Optional.of(row), ""))
                .toList();
        return batch.run(rows, (index, row) -> parts.publisher()
                        .publish(record(draft, row, sealer, now))
                        .map(row.row()))
                .map(done -> written(done, open.size()));
    }

    private static ProducerRecord<byte[], byte[]> record(
            ImportDraft draft, TokenRow row, RecipientSealer sealer, Instant now) {
        String rowId = new RowId(draft.id(), row.row()).toString();
        return Topics.TOKEN_IMPORTS.record(
                rowId,
                TokenImport.newBuilder()
                        .setRowId(rowId)
                        .setImportId(draft.id())
                        .setRow(row.row())
                        .setApp(draft.app())
                        .setExpectedAccount(row.account())
                        .setClient(row.client())
                        .setSealedToken(sealer.seal(rowId, row.token()))
                        .setImportedAt(now)
                        .build());
    }

    private static int written(List<CsvRow<Integer>> done, int open) {
        long failed = done.stream().filter(row -> row.value().isEmpty()).count();
        if (failed > 0) {
            throw Problem.notReady(
                            failed + " of " + open
                                    + " rows were not written to Kafka. Send the same table again: it is the same import, and brings the rest.")
                    .exception();
        }
        return open;
    }
}
