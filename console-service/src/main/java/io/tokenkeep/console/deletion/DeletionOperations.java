package io.tokenkeep.console.deletion;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.account.ShortHash;
import io.tokenkeep.avro.DataDeletion;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.ApiResponse;
import io.tokenkeep.console.api.Operation;
import io.tokenkeep.console.api.Problem;
import io.tokenkeep.console.csv.CsvRow;
import io.tokenkeep.console.csv.RowBatch;
import io.tokenkeep.console.edit.AuditLog;
import io.tokenkeep.kit.broker.RecordPublisher;
import io.tokenkeep.kit.follow.FoldedStore;
import io.tokenkeep.link.LinkKeys;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Deletes by a list of ids, and answers with the report. Nothing is stored but what a call of the provider stores, so the report of a
 * list is had by sending the list again.
 */
public final class DeletionOperations {

    /** A wrong year would keep accounts that have to go: consents after the list's time stay. */
    private static final Duration LONGEST_AGE = Duration.ofDays(180);

    private final Vertx vertx;
    private final ListedDeletions deletions;
    private final AuditLog audit;
    private final Collection<String> apps;
    private final InstantSource clock;
    private final RowBatch batch;

    /**
     * What lists are carried out with.
     *
     * @param deletions what became of each deletion, by its code
     * @param keys from which codes follow
     * @param apps the apps of this installation
     */
    public record Parts(
            Vertx vertx,
            FoldedStore<DataDeletion> deletions,
            LinkKeys keys,
            RecordPublisher publisher,
            AuditLog audit,
            Collection<String> apps,
            InstantSource clock) {}

    public DeletionOperations(Parts parts) {
        this.vertx = parts.vertx();
        this.deletions = new ListedDeletions(parts.deletions(), parts.keys(), parts.publisher(), parts.clock());
        this.audit = parts.audit();
        this.apps = parts.apps();
        this.clock = parts.clock();
        this.batch = new RowBatch(parts.vertx());
    }

    /** By their names in the contract. */
    public Map<String, Operation> all() {
        return Map.of("deleteByList", this::delete);
    }

    private Future<ApiResponse> delete(ApiRequest request) {
        String app = app(request);
        Instant asOf = asOf(request);
        if (!deletions.caughtUp()) {
            return Future.failedFuture(Problem.notReady("This instance has not read all earlier deletions yet.")
                    .exception());
        }
        return vertx.executeBlocking(() -> rows(request.content(), app, asOf), false)
                .compose(rows -> audited(request, app, asOf, rows)
                        .compose(allowed -> carryOut(rows))
                        .map(done -> report(app, rows, done)));
    }

    private String app(ApiRequest request) {
        String app = request.query("app").orElse("");
        if (!apps.contains(app)) {
            throw refused("app: " + app + " is none of " + apps + " (links.apps of console-service).");
        }
        return app;
    }

    private Instant asOf(ApiRequest request) {
        String text = request.query("asOf").orElse("");
        Instant asOf;
        try {
            asOf = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.SECONDS);
        } catch (DateTimeParseException e) {
            throw refused("asOf: write the time of the list as 2026-11-29T10:00:00Z.");
        }
        Instant now = clock.instant();
        if (asOf.isAfter(now)) {
            throw refused("asOf: the time of the list is still to come.");
        }
        if (asOf.isBefore(now.minus(LONGEST_AGE))) {
            throw refused("asOf: the time of the list is more than " + LONGEST_AGE.toDays() + " days ago.");
        }
        return asOf;
    }

    /** A line and its deletion; none for a line without an id. */
    private record Row(IdLine line, Optional<ListedDeletion> deletion) {}

    private List<Row> rows(String list, String app, Instant asOf) {
        return IdList.read(list).stream()
                .map(line -> new Row(
                        line,
                        line.isId()
                                ? Optional.of(deletions.of(new AccountKey(app, line.id()), asOf))
                                : Optional.empty()))
                .toList();
    }

    /** A list of which nothing is left to do is a question, and no change. The list's id follows from its content. */
    private Future<Void> audited(ApiRequest request, String app, Instant asOf, List<Row> rows) {
        long open = rows.stream()
                .flatMap(row -> row.deletion().stream())
                .filter(deletion -> !deletions.isAnswered(deletion))
                .map(ListedDeletion::code)
                .distinct()
                .count();
        return open == 0
                ? Future.succeededFuture()
                : audit.add(
                        request,
                        ShortHash.of("deletions", app, asOf.toString(), request.content()),
                        "deletions",
                        app + ", " + open + " of a list of " + rows.size() + " as of " + asOf);
    }

    /** A person who stands twice in the list is asked for once. */
    private Future<List<CsvRow<DataDeletion>>> carryOut(List<Row> rows) {
        Map<String, Future<DataDeletion>> begun = new ConcurrentHashMap<>();
        List<CsvRow<ListedDeletion>> asked = rows.stream()
                .map(row -> new CsvRow<>(
                        row.line().line(), row.deletion(), row.line().problem()))
                .toList();
        return batch.run(
                asked, (index, deletion) -> begun.computeIfAbsent(deletion.code(), code -> carryOut(deletion)));
    }

    private Future<DataDeletion> carryOut(ListedDeletion deletion) {
        Future<Void> asked = deletions.isAnswered(deletion) ? Future.succeededFuture() : deletions.ask(deletion);
        return asked.map(done -> deletions.find(deletion).orElseGet(deletion::receipt));
    }

    private static ApiResponse report(String app, List<Row> rows, List<CsvRow<DataDeletion>> done) {
        List<ReportLine> lines = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            CsvRow<DataDeletion> one = done.get(i);
            lines.add(new ReportLine(app, rows.get(i).line(), one.value(), one.problem()));
        }
        return ApiResponse.csv(ReportLine.table(lines), List.of());
    }

    private static RuntimeException refused(String detail) {
        return Problem.invalid(detail).exception();
    }
}
