package io.tokenkeep.console.link;

import io.tokenkeep.avro.ApiRole;
import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.RecordVersion;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.ApiResponse;
import io.tokenkeep.console.api.Operation;
import io.tokenkeep.console.api.Pages;
import io.tokenkeep.console.api.Problem;
import io.tokenkeep.console.edit.TableEditor;
import io.tokenkeep.console.idempotency.Claim;
import io.tokenkeep.console.idempotency.Claims;
import io.tokenkeep.kit.table.RecordTable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * The operations of the API on connect links. Each link's address follows from a signature, so it can be shown again; many
 * signatures are made on worker threads, because they take longer than an event loop should wait.
 */
public final class LinkOperations {

    /** Names the link among what a claim makes. */
    private static final String MADE = "link";

    private final Vertx vertx;
    private final RecordTable<ConnectLink> table;
    private final LinkHistory history;
    private final TableEditor<ConnectLink> editor;
    private final Claims claims;
    private final LinkMaker maker;
    private final LinkRules rules;
    private final InstantSource clock;

    /**
     * What links are made of and shown with.
     *
     * @param isClient whether there is a client of this id
     */
    public record Parts(
            Vertx vertx,
            RecordTable<ConnectLink> table,
            LinkHistory history,
            TableEditor<ConnectLink> editor,
            Claims claims,
            Predicate<String> isClient,
            InstantSource clock) {}

    public LinkOperations(Parts parts, LinkConfig config) {
        this.vertx = parts.vertx();
        this.table = parts.table();
        this.history = parts.history();
        this.editor = parts.editor();
        this.claims = parts.claims();
        this.maker = new LinkMaker(config);
        this.rules = new LinkRules(config, parts.isClient(), parts.clock());
        this.clock = parts.clock();
    }

    /** By their names in the contract. */
    public Map<String, Operation> all() {
        return Map.of(
                "listLinks", this::list,
                "createLink", this::create,
                "showLink", this::show,
                "changeLink", this::change,
                "revokeLink", this::revoke);
    }

    private Future<ApiResponse> list(ApiRequest request) {
        String client = request.query("client").orElse(null);
        Optional<LinkProgress.Filter> step = request.query("step").map(LinkProgress.Filter::valueOf);
        Instant now = clock.instant();
        return onWorker(() -> Pages.of(
                request,
                table,
                link -> sees(request, link)
                        && (client == null || client.equals(link.getClient()))
                        && step.map(wanted -> wanted.accepts(history.progress(link, now)))
                                .orElse(true),
                link -> json(request, link)));
    }

    private Future<ApiResponse> create(ApiRequest request) {
        LinkDraft draft = draft(request);
        return claims.of(request).compose(claim -> create(request, draft, claim));
    }

    /** {@code draft}: checked. */
    Future<ApiResponse> create(ApiRequest request, LinkDraft draft, Claim claim) {
        String changeId = claim.idOf(MADE);
        return editor.create(
                        request,
                        changeId,
                        maker.linkId(changeId),
                        ConnectLink::getCreationId,
                        version -> maker.make(draft, version).record(),
                        Problem.exists("a link with this id"))
                .map(made -> ApiResponse.created(
                        json(request, made.record()), made.record().getVersion().getSequence(), made.position()));
    }

    /** The answer to a request that made a link before; empty if this is its first time. */
    Optional<ApiResponse> made(ApiRequest request, Claim claim) {
        return editor.find(maker.linkId(claim.idOf(MADE)))
                .filter(link -> sees(request, link))
                .map(link -> ApiResponse.created(
                        json(request, link), link.getVersion().getSequence(), null));
    }

    /** The answer with a link that another request made. */
    ApiResponse held(ApiRequest request, ConnectLink link) {
        return ApiResponse.ok(json(request, link), link.getVersion().getSequence());
    }

    private Future<ApiResponse> show(ApiRequest request) {
        String id = request.path("linkId");
        return editor.find(id)
                .filter(link -> sees(request, link))
                .map(link -> Future.succeededFuture(
                        ApiResponse.ok(shown(request, link), link.getVersion().getSequence())))
                .orElseGet(() -> Future.failedFuture(editor.notFound(id).exception()));
    }

    private Future<ApiResponse> change(ApiRequest request) {
        LinkDraft draft = draft(request);
        return changed(request, (link, version) -> maker.sign(draft.change(link, version)));
    }

    /** A link that is revoked already keeps the time at which it was. */
    private Future<ApiResponse> revoke(ApiRequest request) {
        return changed(request, (link, version) -> {
            Instant before = link.getRevokedAt();
            return maker.sign(ConnectLink.newBuilder(link)
                    .setVersion(version)
                    .setRevokedAt(before == null ? version.getChangedAt() : before)
                    .build());
        });
    }

    private Future<ApiResponse> changed(ApiRequest request, BiFunction<ConnectLink, RecordVersion, ConnectLink> edit) {
        return editor.change(request, request.path("linkId"), link -> sees(request, link), edit)
                .map(edited -> ApiResponse.changed(
                        json(request, edited.record()),
                        edited.record().getVersion().getSequence(),
                        edited.position()));
    }

    private LinkDraft draft(ApiRequest request) {
        LinkDraft draft = LinkJson.draft(request.body(), rules);
        rules.check(draft, request.caller());
        return draft;
    }

    private <T> Future<T> onWorker(Callable<T> work) {
        return vertx.executeBlocking(work, false);
    }

    /** With the outcomes, which a list leaves out. */
    private JsonObject shown(ApiRequest request, ConnectLink link) {
        JsonArray outcomes = new JsonArray();
        history.outcomes().of(link).stream()
                // The link may have been another client's when the account was connected.
                .filter(outcome -> request.caller().sees(outcome.getClient()))
                .forEach(outcome -> outcomes.add(OutcomeJson.of(outcome)));
        return json(request, link).put("outcomes", outcomes);
    }

    private JsonObject json(ApiRequest request, ConnectLink link) {
        Instant now = clock.instant();
        JsonObject json = LinkJson.of(link, history.progress(link, now), history.uses(), now);
        url(request, link).ifPresent(url -> json.put("url", url));
        return json;
    }

    /** The address, for a caller who may use it. */
    Optional<String> url(ApiRequest request, ConnectLink link) {
        return request.caller().may(ApiRole.OPERATE) ? maker.url(link) : Optional.empty();
    }

    private static boolean sees(ApiRequest request, ConnectLink link) {
        return request.caller().sees(link.getClient());
    }
}
