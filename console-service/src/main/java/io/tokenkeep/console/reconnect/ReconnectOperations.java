package io.tokenkeep.console.reconnect;

import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.ApiResponse;
import io.tokenkeep.console.api.Operation;
import io.tokenkeep.console.api.Pages;
import io.tokenkeep.console.api.Problem;
import io.tokenkeep.console.idempotency.Claim;
import io.tokenkeep.console.idempotency.Claims;
import io.tokenkeep.console.link.ReconnectLinks;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The operations of the API on accounts that need a person. */
public final class ReconnectOperations {

    private final Vertx vertx;
    private final Reconnections reconnections;
    private final ReconnectLinks links;
    private final Claims claims;

    private record Shown(Reconnection account, @Nullable ConnectLink link) {}

    public ReconnectOperations(Vertx vertx, Reconnections reconnections, ReconnectLinks links, Claims claims) {
        this.vertx = vertx;
        this.reconnections = reconnections;
        this.links = links;
        this.claims = claims;
    }

    /** By their names in the contract. */
    public Map<String, Operation> all() {
        return Map.of(
                "listReconnections", request -> whenReady(() -> list(request)),
                "createReconnectLink", request -> whenReady(() -> create(request)));
    }

    /** Otherwise an account would look healthy that is not read yet, or a link open that was used. */
    private Future<ApiResponse> whenReady(Supplier<Future<ApiResponse>> operation) {
        return reconnections.caughtUp() && links.isReady()
                ? operation.get()
                : Future.failedFuture(
                        Problem.notReady("This instance has not read all accounts and the uses of all links yet.")
                                .exception());
    }

    /** On a worker thread, because the links are searched and their addresses are signatures. */
    private Future<ApiResponse> list(ApiRequest request) {
        Predicate<Reconnection> wanted = wanted(request);
        String after = request.query("after").orElse(null);
        return vertx.executeBlocking(
                () -> Pages.of(
                        request,
                        most -> withLinks(reconnections.page(after, wanted, most)),
                        shown -> shown.account().account(),
                        shown -> json(request, shown.account(), shown.link())),
                false);
    }

    private static Predicate<Reconnection> wanted(ApiRequest request) {
        Optional<String> client = request.query("client");
        Optional<String> app = request.query("app");
        Optional<StatusState> state = request.query("state").map(StatusState::valueOf);
        return one -> request.caller().sees(one.client())
                && client.map(id -> id.equals(one.client())).orElse(true)
                && app.map(name -> name.equals(one.app())).orElse(true)
                && state.map(name -> name == one.state()).orElse(true);
    }

    /** Searches the links once for the whole page. */
    private List<Shown> withLinks(List<Reconnection> page) {
        Map<ReconnectLinks.Target, ConnectLink> open =
                links.open(page.stream().map(Reconnection::target).toList());
        return page.stream().map(one -> new Shown(one, open.get(one.target()))).toList();
    }

    private JsonObject json(ApiRequest request, Reconnection one, @Nullable ConnectLink link) {
        JsonObject json = new JsonObject()
                .put("account", one.account())
                .put("app", one.app())
                .put("kind", one.kind().name())
                .put("state", one.state().name())
                .put("advice", Advice.of(one))
                .put("since", one.since().toString());
        putIfSet(json, "name", one.name());
        putIfSet(json, "client", one.client());
        putIfSet(json, "expiresAt", one.expiresAt());
        return link == null ? json : json.put("link", links.shortForm(request, link));
    }

    private static void putIfSet(JsonObject json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value.toString());
        }
    }

    /** A repeated request has the link that it made, also if the account needs nobody any more. */
    private Future<ApiResponse> create(ApiRequest request) {
        return claims.of(request).compose(claim -> links.made(request, claim)
                .map(Future::succeededFuture)
                .orElseGet(() -> create(request, claim)));
    }

    private Future<ApiResponse> create(ApiRequest request, Claim claim) {
        String account = request.body().getString("account");
        Optional<Reconnection> found =
                reconnections.find(account).filter(one -> request.caller().sees(one.client()));
        return found.map(one -> links.offer(request, one.target(), claim))
                .orElseGet(() -> Future.failedFuture(notFound(account).exception()));
    }

    /** The store holds no account that needs nobody, so it does not know which of the two it is. */
    private static Problem notFound(String account) {
        return new Problem(
                404,
                "not-found",
                "There is no such resource",
                "The account " + account
                        + " needs no person, or there is no such account that this API key sees. For a healthy account make a link"
                        + " that expects it.");
    }
}
