package io.tokenkeep.console.link;

import io.tokenkeep.avro.ApiRole;
import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.ApiResponse;
import io.tokenkeep.console.api.BodySchema;
import io.tokenkeep.console.api.Operation;
import io.tokenkeep.console.csv.Cells;
import io.tokenkeep.console.csv.CsvList;
import io.tokenkeep.console.csv.RowBatch;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Connect links from and to tables. */
public final class LinkCsv {

    private static final List<String> COLUMNS = List.of(
            "id",
            "state",
            "url",
            "apps",
            "client",
            "expires_at",
            "single",
            "expected",
            "uses",
            "used_apps",
            "last_used_at",
            "return_url",
            "language",
            "confirm_within_hours",
            "note",
            "revoked_at",
            "created_at",
            "changed_at",
            "changed_by");

    private final LinkOperations.Parts parts;
    private final LinkMaker maker;
    private final LinkRows rows;
    private final LinkBatch batch;

    /** {@code schema}: the form of the body that makes one link. */
    public LinkCsv(LinkOperations.Parts parts, LinkConfig config, BodySchema schema) {
        this.parts = parts;
        this.maker = new LinkMaker(config);
        this.rows = new LinkRows(schema, new LinkRules(config, parts.isClient(), parts.clock()));
        this.batch = new LinkBatch(new RowBatch(parts.vertx()), parts.editor(), maker);
    }

    /** By their names in the contract. */
    public Map<String, Operation> all() {
        return Map.of("createLinks", this::createAll, "exportLinks", this::export);
    }

    /** On a worker thread, because a large table takes longer to read and to hash than an event loop should wait. */
    private Future<ApiResponse> createAll(ApiRequest request) {
        return parts.vertx()
                .executeBlocking(() -> rows.read(request.content(), request.caller()), false)
                .compose(read -> parts.vertx()
                        .executeBlocking(() -> parts.claims().of(request), false)
                        .compose(claim -> claim)
                        .compose(claim -> batch.make(request, claim, read)));
    }

    private Future<ApiResponse> export(ApiRequest request) {
        String client = request.query("client").orElse(null);
        return Future.succeededFuture(ApiResponse.csv(CsvList.ofTable(
                parts.vertx(),
                parts.table(),
                link -> request.caller().sees(link.getClient()) && (client == null || client.equals(link.getClient())),
                new CsvList.Form<>(COLUMNS, link -> cells(request, link)))));
    }

    private List<String> cells(ApiRequest request, ConnectLink link) {
        Instant now = parts.clock().instant();
        JsonObject json = LinkJson.of(
                link, parts.history().progress(link, now), parts.history().uses(), now);
        String url = request.caller().may(ApiRole.OPERATE) ? maker.url(link).orElse("") : "";
        List<JsonObject> uses = objects(json.getJsonArray("uses"));
        return List.of(
                json.getString("id"),
                json.getString("state"),
                url,
                Cells.text(String.join(" ", link.getApps())),
                Cells.id(link.getClient()),
                json.getString("expiresAt"),
                String.valueOf(link.getSingle()),
                Cells.text(lines(objects(json.getJsonArray("expected")).stream().map(LinkCsv::expected))),
                Integer.toString(
                        uses.stream().mapToInt(use -> use.getInteger("count")).sum()),
                Cells.text(uses.stream().map(use -> use.getString("app")).collect(Collectors.joining(" "))),
                uses.stream()
                        .map(use -> use.getString("lastAt"))
                        .max(String::compareTo)
                        .orElse(""),
                Cells.text(link.getReturnUrl()),
                json.getString("language", ""),
                String.valueOf(json.getValue("confirmWithinHours", "")),
                Cells.text(link.getNote()),
                json.getString("revokedAt", ""),
                json.getString("createdAt"),
                json.getString("changedAt"),
                json.getString("changedBy"));
    }

    private static String expected(JsonObject account) {
        return account.getString("app") + " " + account.getString("kind") + " " + account.getString("value", "");
    }

    private static String lines(Stream<String> texts) {
        return texts.map(String::strip).collect(Collectors.joining("\n"));
    }

    private static List<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast).toList();
    }
}
