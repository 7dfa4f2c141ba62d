package io.tokenkeep.console.imports;

import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.ApiResponse;
import io.tokenkeep.console.api.Operation;
import io.tokenkeep.console.api.Pages;
import io.tokenkeep.console.api.Problem;
import io.tokenkeep.console.csv.Cells;
import io.tokenkeep.console.csv.CsvText;
import io.tokenkeep.console.edit.AuditLog;
import io.tokenkeep.console.link.RowLinks;
import io.tokenkeep.kit.broker.RecordPublisher;
import io.tokenkeep.link.LinkKeys;
import io.tokenkeep.link.LinkSignature;
import io.tokenkeep.seal.RecipientKeys;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/**
 * The operations of the API on imports of tokens. A table is read, sealed and written on worker threads; nothing of its tokens is kept,
 * written in clear, or said in an answer.
 */
public final class ImportOperations {

    private static final List<String> COLUMNS =
            List.of("line", "row", "state", "reason", "account", "client", "advice", "link");

    private final Parts parts;
    private final LinkSignature signature;
    private final TokenTable table;
    private final ImportWriter writer;
    private final ImportLinks links;

    /**
     * What imports are taken with.
     *
     * @param keys from which the ids of imports follow
     * @param apps the apps of this installation
     * @param isClient whether there is a client of this id
     * @param readBack how long an acknowledged import may take until it is read
     */
    public record Parts(
            Vertx vertx,
            ImportConfig config,
            ImportResults results,
            LinkKeys keys,
            Collection<String> apps,
            Predicate<String> isClient,
            RowLinks links,
            RecordPublisher publisher,
            AuditLog audit,
            Duration readBack,
            InstantSource clock) {}

    public ImportOperations(Parts parts) {
        this.parts = parts;
        this.signature = new LinkSignature(parts.keys());
        this.table = new TokenTable(parts.isClient());
        this.writer = new ImportWriter(new ImportWriter.Parts(
                parts.vertx(), parts.results(), parts.publisher(), parts.audit(), parts.readBack(), parts.clock()));
        this.links = new ImportLinks(parts.links());
    }

    /** By their names in the contract. */
    public Map<String, Operation> all() {
        return Map.of(
                "importTokens", this::take,
                "listImports", this::list,
                "showImport", this::show,
                "exportImport", this::export,
                "createImportLinks", this::offer);
    }

    private Future<ApiResponse> take(ApiRequest request) {
        RecipientKeys key = parts.config().key().orElseThrow(() -> Problem.notSetUp(
                        ImportConfig.KEY + " of console-service has no value. Put the public key of"
                                + " exchange-worker there: its imports.keys without the private parts.")
                .exception());
        String app = request.query("app").orElse("");
        if (!parts.apps().contains(app)) {
            throw refused("app: " + app + " is none of " + parts.apps() + " (links.apps of console-service).");
        }
        ready();
        return parts.vertx()
                .executeBlocking(() -> draft(request, app), false)
                .compose(draft -> parts.vertx()
                        .executeBlocking(() -> writer.write(request, draft, key), false)
                        .compose(written -> written)
                        .map(written -> draft.answer(written)))
                .map(body -> new ApiResponse(
                        200,
                        ApiResponse.ok(body).content(),
                        null,
                        parts.results().read().last()));
    }

    private ImportDraft draft(ApiRequest request, String app) {
        int attempt = request.queryNumber("attempt", 1);
        String content = request.content();
        List<TokenRow> rows = request.isJsonLines() ? table.readJsonLines(content) : table.readCsv(content);
        return new ImportDraft(id(String.join("\n", app, Integer.toString(attempt), content)), app, rows);
    }

    /** Takes the id of an earlier key of this set if there is such an import, so that a new key repeats nothing. */
    private String id(String text) {
        return parts.keys().privateKids().stream()
                .map(kid -> signature.importId(kid, text))
                .filter(parts.results()::isKnown)
                .findFirst()
                .orElseGet(() -> signature.importId(parts.keys().signingKid(), text));
    }

    private Future<ApiResponse> list(ApiRequest request) {
        ready();
        String after = request.query("after").orElse("");
        return onWorker(() -> Pages.of(
                request,
                most -> parts.results().all().stream()
                        .dropWhile(one -> !after.isEmpty() && !one.id().equals(after))
                        .skip(after.isEmpty() ? 0 : 1)
                        .limit(most)
                        .toList(),
                ShownImport::id,
                ShownImport::json));
    }

    private Future<ApiResponse> show(ApiRequest request) {
        ready();
        return onWorker(() -> ApiResponse.ok(found(request).json()));
    }

    private Future<ApiResponse> export(ApiRequest request) {
        ready();
        return onWorker(() -> {
            ShownImport shown = found(request);
            Buffer header = CsvText.of(List.of(COLUMNS), names -> names);
            return ApiResponse.csv(header.appendBuffer(CsvText.of(shown.rows(), row -> cells(shown, row))), List.of());
        });
    }

    private List<String> cells(ShownImport shown, ImportedRow row) {
        return List.of(
                Long.toString(row.line()),
                Integer.toString(row.row()),
                row.state().name(),
                row.reason().equals("NONE") ? "" : row.reason(),
                Cells.text(row.account()),
                Cells.text(row.client()),
                ImportAdvice.of(row),
                links.find(shown, row).orElse(""));
    }

    private Future<ApiResponse> offer(ApiRequest request) {
        ready();
        return parts.vertx()
                .executeBlocking(() -> found(request), false)
                .compose(shown -> links.offer(request, shown))
                .map(table -> ApiResponse.csv(table, List.of()));
    }

    private ShownImport found(ApiRequest request) {
        String id = request.path("importId");
        return parts.results().find(id).orElseThrow(() -> Problem.notFound("imports/" + id + " of the last 30 days")
                .exception());
    }

    /** Otherwise a row would look unanswered that was not read yet. */
    private void ready() {
        if (!parts.results().caughtUp()) {
            throw Problem.notReady("This instance has not read all earlier imports yet.")
                    .exception();
        }
    }

    private Future<ApiResponse> onWorker(Callable<ApiResponse> work) {
        return parts.vertx().executeBlocking(work, false);
    }

    private static RuntimeException refused(String detail) {
        return Problem.invalid(detail).exception();
    }
}
