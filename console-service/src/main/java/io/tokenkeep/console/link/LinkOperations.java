package io.tokenkeep.console.link;

import io.tokenkeep.avro.ApiRole;
import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.RecordVersion;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.ApiResponse;
import io.tokenkeep.console.api.Operation;
import io.tokenkeep.console.api.Pages;
import io.tokenkeep.console.api.Problem;
import io.tokenkeep.console.edit.Edited;
import io.tokenkeep.console.edit.TableEditor;
import io.tokenkeep.console.idempotency.Claim;
import io.tokenkeep.console.idempotency.Claims;
import io.tokenkeep.kit.table.RecordTable;
import io.tokenkeep.link.LinkSignature;
import io.tokenkeep.link.LinkToken;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The operations of the API on connect links. Each link's address follows from a signature, so it can be shown again; signatures
 * are made on worker threads, because one takes longer than an event loop should wait.
 */
public final class LinkOperations {

    private final Vertx vertx;
    private final RecordTable<ConnectLink> table;
    private final TableEditor<ConnectLink> editor;
    private final Claims claims;
    private final LinkConfig config;
    private final LinkSignature signature;
    private final LinkRules rules;
    private final InstantSource clock;

    /** What links are made of beside their table. */
    public record Parts(Vertx vertx, Claims claims, LinkConfig config, InstantSource clock) {}

    /** {@code isClient}: whether there is a client of this id. */
    public LinkOperations(
            RecordTable<ConnectLink> table, TableEditor<ConnectLink> editor, Parts parts, Predicate<String> isClient) {
        this.vertx = parts.vertx();
        this.table = table;
        this.editor = editor;
        this.claims = parts.claims();
        this.config = parts.config();
        this.signature = new LinkSignature(config.keys());
        this.rules = new LinkRules(config, isClient, parts.clock());
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
        return onWorker(() -> Pages.of(
                request,
                table,
                link -> sees(request, link) && (client == null || client.equals(link.getClient())),
                link -> json(request, link)));
    }

    private Future<ApiResponse> create(ApiRequest request) {
        LinkDraft draft = draft(request);
        return claims.of(request)
                .compose(claim -> onWorker(() -> token(claim)).compose(token -> create(request, draft, claim, token)))
                .compose(made -> onWorker(() -> ApiResponse.created(
                        json(request, made.record()), made.record().getVersion().getSequence(), made.position())));
    }

    private LinkToken token(Claim claim) {
        return signature.token(config.keys().signingKid(), claim.idOf("link"));
    }

    private Future<Edited<ConnectLink>> create(ApiRequest request, LinkDraft draft, Claim claim, LinkToken token) {
        return editor.create(
                request,
                claim.idOf("link"),
                token.linkId(),
                ConnectLink::getCreationId,
                version -> signature.sign(
                        draft.create(token.linkId(), config.keys().signingKid(), version)),
                Problem.exists("a link with this id"));
    }

    private Future<ApiResponse> show(ApiRequest request) {
        String id = request.path("linkId");
        return editor.find(id)
                .filter(link -> sees(request, link))
                .map(link -> onWorker(() ->
                        ApiResponse.ok(json(request, link), link.getVersion().getSequence())))
                .orElseGet(() -> Future.failedFuture(editor.notFound(id).exception()));
    }

    private Future<ApiResponse> change(ApiRequest request) {
        LinkDraft draft = draft(request);
        return changed(request, (link, version) -> signature.sign(draft.change(link, version)));
    }

    /** A link that is revoked already keeps the time at which it was. */
    private Future<ApiResponse> revoke(ApiRequest request) {
        return changed(request, (link, version) -> {
            Instant before = link.getRevokedAt();
            return signature.sign(ConnectLink.newBuilder(link)
                    .setVersion(version)
                    .setRevokedAt(before == null ? version.getChangedAt() : before)
                    .build());
        });
    }

    private Future<ApiResponse> changed(ApiRequest request, BiFunction<ConnectLink, RecordVersion, ConnectLink> edit) {
        return editor.change(request, request.path("linkId"), link -> sees(request, link), edit)
                .compose(edited -> onWorker(() -> ApiResponse.changed(
                        json(request, edited.record()),
                        edited.record().getVersion().getSequence(),
                        edited.position())));
    }

    private LinkDraft draft(ApiRequest request) {
        LinkDraft draft = LinkJson.draft(request.body(), rules);
        rules.check(draft, request.caller());
        return draft;
    }

    private <T> Future<T> onWorker(Callable<T> work) {
        return vertx.executeBlocking(work, false);
    }

    /** Blocks for a signature where the caller may open links. */
    private JsonObject json(ApiRequest request, ConnectLink link) {
        return LinkJson.of(link, request.caller().may(ApiRole.OPERATE) ? url(link) : null, clock.instant());
    }

    private @Nullable String url(ConnectLink link) {
        if (!config.keys().canSign(link.getMadeUnder())) {
            // Its key has left the set, and with it the address: the link still works, and can be revoked.
            return null;
        }
        LinkToken token = signature.token(link.getMadeUnder(), link.getCreationId());
        return config.url().resolve("/c/" + token.text()).toString();
    }

    private static boolean sees(ApiRequest request, ConnectLink link) {
        return request.caller().sees(link.getClient());
    }
}
