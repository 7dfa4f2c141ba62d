package io.tokenkeep.console.client;

import io.tokenkeep.avro.Client;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.ApiResponse;
import io.tokenkeep.console.api.Problem;
import io.tokenkeep.console.csv.CsvRow;
import io.tokenkeep.console.csv.CsvText;
import io.tokenkeep.console.csv.RowBatch;
import io.tokenkeep.console.edit.Edited;
import io.tokenkeep.console.edit.TableEditor;
import io.tokenkeep.console.idempotency.Claim;
import io.tokenkeep.kit.table.RecordTable;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes and changes the clients of a table. A repeated request changes nothing again, also if somebody else has changed a client since,
 * and finishes what its first attempt left.
 */
final class ClientBatch {

    /** How far the clocks of two instances may be apart. */
    private static final Duration SKEW = Duration.ofSeconds(5);

    private final RowBatch batch;
    private final RecordTable<Client> table;
    private final TableEditor<Client> editor;
    private final ClientRows rows;

    ClientBatch(RowBatch batch, RecordTable<Client> table, TableEditor<Client> editor, ClientRows rows) {
        this.batch = batch;
        this.table = table;
        this.editor = editor;
        this.rows = rows;
    }

    private enum Result {
        MADE,
        CHANGED,
        UNCHANGED
    }

    private record Done(Edited<Client> client, Result result) {}

    /** A table with what became of each row. */
    Future<ApiResponse> carryOut(ApiRequest request, Claim claim, List<CsvRow<ClientRows.Row>> read) {
        String id = claim.idOf("clients");
        return editor.announce(request, id, read.size() + " rows")
                .compose(announced -> batch.run(read, (index, row) -> carryOut(request, claim, id + "." + index, row)))
                .map(done -> ApiResponse.csv(
                        text(done),
                        editor.covering(done.stream()
                                .flatMap(row -> row.value().stream())
                                .map(Done::client))));
    }

    private Future<Done> carryOut(ApiRequest request, Claim claim, String changeId, ClientRows.Row row) {
        Optional<Client> held = table.find(row.id());
        if (held.filter(client -> isOf(client, changeId)).isPresent()) {
            Client before = held.get();
            if (before.getDeleted()) {
                // A repetition must not bring back what somebody deleted since.
                throw editor.notFound(row.id()).exception();
            }
            Result result = before.getCreationId().equals(changeId) ? Result.MADE : Result.CHANGED;
            return Future.succeededFuture(new Done(new Edited<>(before, null), result));
        }
        Optional<Client> living = editor.find(row.id());
        check(request, claim, row, held);
        ClientFields fields = rows.fields(row, living);
        if (living.map(ClientFields::of).filter(fields::equals).isPresent()) {
            return Future.succeededFuture(new Done(new Edited<>(living.get(), null), Result.UNCHANGED));
        }
        var version = editor.next(request, held, changeId);
        Client record =
                living.map(client -> fields.change(client, version)).orElseGet(() -> fields.create(row.id(), version));
        return editor.writeAnnounced(record)
                .map(edited -> new Done(edited, living.isPresent() ? Result.CHANGED : Result.MADE));
    }

    private static boolean isOf(Client client, String changeId) {
        return client.getCreationId().equals(changeId)
                || client.getVersion().getChangeId().equals(changeId);
    }

    private static void check(ApiRequest request, Claim claim, ClientRows.Row row, Optional<Client> held) {
        Optional<Client> living = held.filter(client -> !client.getDeleted());
        if (living.isPresent() && !request.caller().sees(row.id())) {
            throw Problem.notFound("clients/" + row.id()).exception();
        }
        // This is a repetition, and must not undo what came between.
        if (held.filter(client ->
                        client.getVersion().getChangedAt().isAfter(claim.at().plus(SKEW)))
                .isPresent()) {
            throw Problem.conflict().exception();
        }
        row.version().ifPresent(wanted -> {
            long current =
                    living.map(client -> client.getVersion().getSequence()).orElse(0L);
            if (!wanted.equals(Long.toString(current))) {
                throw Problem.preconditionFailed(current).exception();
            }
        });
    }

    private static Buffer text(List<CsvRow<Done>> done) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("line", "result", "problem"));
        for (CsvRow<Done> row : done) {
            lines.add(List.of(
                    Long.toString(row.line()),
                    row.value()
                            .map(one -> one.result().name().toLowerCase(Locale.ROOT))
                            .orElse(""),
                    row.problem()));
        }
        return CsvText.of(lines, cells -> cells);
    }
}
