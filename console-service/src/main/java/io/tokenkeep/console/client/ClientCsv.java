package io.tokenkeep.console.client;

import io.tokenkeep.avro.Client;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.ApiResponse;
import io.tokenkeep.console.api.BodySchema;
import io.tokenkeep.console.api.Operation;
import io.tokenkeep.console.csv.CsvList;
import io.tokenkeep.console.csv.RowBatch;
import io.tokenkeep.console.edit.TableEditor;
import io.tokenkeep.console.idempotency.Claims;
import io.tokenkeep.kit.table.RecordTable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;

/** Clients from and to tables. */
public final class ClientCsv {

    private final Parts parts;
    private final ClientRows rows;
    private final ClientBatch batch;

    /** What clients are read from and changed with. */
    public record Parts(Vertx vertx, RecordTable<Client> table, TableEditor<Client> editor, Claims claims) {}

    /** {@code schema}: the form of the body that makes one client. */
    public ClientCsv(Parts parts, BodySchema schema) {
        this.parts = parts;
        this.rows = new ClientRows(schema);
        this.batch = new ClientBatch(new RowBatch(parts.vertx()), parts.table(), parts.editor(), rows);
    }

    /** By their names in the contract. */
    public Map<String, Operation> all() {
        return Map.of("importClients", this::read, "exportClients", this::export);
    }

    /** On a worker thread, because a large table takes longer to read and to hash than an event loop should wait. */
    private Future<ApiResponse> read(ApiRequest request) {
        return parts.vertx()
                .executeBlocking(() -> rows.read(request.content()), false)
                .compose(read -> parts.vertx()
                        .executeBlocking(() -> parts.claims().of(request), false)
                        .compose(claim -> claim)
                        .compose(claim -> batch.carryOut(request, claim, read)));
    }

    private Future<ApiResponse> export(ApiRequest request) {
        return Future.succeededFuture(ApiResponse.csv(CsvList.ofTable(
                parts.vertx(),
                parts.table(),
                client -> !client.getDeleted() && request.caller().sees(client.getClientId()),
                new CsvList.Form<>(ClientRows.COLUMNS, ClientRows::cells))));
    }
}
