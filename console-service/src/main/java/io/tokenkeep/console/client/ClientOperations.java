package io.tokenkeep.console.client;

import io.tokenkeep.account.ClientId;
import io.tokenkeep.avro.Client;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.ApiResponse;
import io.tokenkeep.console.api.Operation;
import io.tokenkeep.console.api.Pages;
import io.tokenkeep.console.api.Problem;
import io.tokenkeep.console.edit.TableEditor;
import io.tokenkeep.console.idempotency.Claims;
import io.tokenkeep.kit.table.RecordTable;
import io.vertx.core.Future;
import java.util.Map;

/** The operations of the API on clients. */
public final class ClientOperations {

    private final RecordTable<Client> table;
    private final TableEditor<Client> editor;
    private final Claims claims;

    public ClientOperations(RecordTable<Client> table, TableEditor<Client> editor, Claims claims) {
        this.table = table;
        this.editor = editor;
        this.claims = claims;
    }

    /** By their names in the contract. */
    public Map<String, Operation> all() {
        return Map.of(
                "listClients", this::list,
                "createClient", this::create,
                "showClient", this::show,
                "changeClient", this::change,
                "deleteClient", this::delete);
    }

    private Future<ApiResponse> list(ApiRequest request) {
        return Future.succeededFuture(Pages.of(
                request,
                table,
                client -> !client.getDeleted() && request.caller().sees(client.getClientId()),
                ClientJson::of));
    }

    private Future<ApiResponse> create(ApiRequest request) {
        String id = request.body().getString("id");
        String problem = ClientId.problem(id);
        if (problem != null) {
            return Future.failedFuture(Problem.invalid("id: " + problem + ".").exception());
        }
        ClientFields fields = ClientJson.fields(request.body());
        return claims.of(request)
                .compose(claim -> editor.create(
                        request,
                        claim.idOf("client"),
                        id,
                        Client::getCreationId,
                        version -> fields.create(id, version),
                        Problem.exists("a client with this id")))
                .map(made -> ApiResponse.created(
                        ClientJson.of(made.record()), made.record().getVersion().getSequence(), made.position()));
    }

    private Future<ApiResponse> show(ApiRequest request) {
        String id = request.path("clientId");
        return editor.find(id)
                .filter(client -> sees(request, client))
                .map(client -> Future.succeededFuture(ApiResponse.ok(
                        ClientJson.of(client), client.getVersion().getSequence())))
                .orElseGet(() -> Future.failedFuture(editor.notFound(id).exception()));
    }

    private Future<ApiResponse> change(ApiRequest request) {
        ClientFields fields = ClientJson.fields(request.body());
        return editor.change(request, request.path("clientId"), client -> sees(request, client), fields::change)
                .map(edited -> ApiResponse.changed(
                        ClientJson.of(edited.record()),
                        edited.record().getVersion().getSequence(),
                        edited.position()));
    }

    private Future<ApiResponse> delete(ApiRequest request) {
        return editor.change(request, request.path("clientId"), client -> sees(request, client), ClientFields::deleted)
                .map(edited -> ApiResponse.gone(edited.position()));
    }

    private static boolean sees(ApiRequest request, Client client) {
        return request.caller().sees(client.getClientId());
    }
}
