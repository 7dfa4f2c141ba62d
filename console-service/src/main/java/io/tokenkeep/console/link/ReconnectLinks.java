package io.tokenkeep.console.link;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.ExpectedAccount;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.ApiResponse;
import io.tokenkeep.console.idempotency.Claim;
import io.tokenkeep.kit.link.LinkUses;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The connect links by which one account comes back. Such a link is recognized by what it says: it is single, has the account's app
 * alone, expects this account alone, and names the account's client. Thread-safe.
 */
public final class ReconnectLinks {

    /** The one that was made first, so that every caller has the same, at every instance. */
    private static final Comparator<ConnectLink> FIRST =
            Comparator.comparing(ConnectLink::getCreatedAt).thenComparing(ConnectLink::getLinkId);

    private static final int PART = 1000;

    private final LinkOperations links;
    private final LinkOperations.Parts parts;
    private final LinkMaker maker;
    private final LinkRules rules;
    private final OnePerAccount onePerAccount;

    /**
     * An account that is to come back.
     *
     * @param expected the account as a link names it, by its id
     * @param client of the account; null for none
     */
    public record Target(ExpectedAccount expected, @Nullable String client) {

        private String account() {
            return key(expected);
        }

        private boolean isOf(ConnectLink link) {
            return expected.equals(link.getExpected().get(0)) && Objects.equals(client, link.getClient());
        }
    }

    /** @param links makes and shows the links */
    public ReconnectLinks(LinkOperations links, LinkOperations.Parts parts, LinkConfig config) {
        this.links = links;
        this.parts = parts;
        this.maker = new LinkMaker(config);
        // The account has its client already, also if this service does not know the client, or not any more.
        this.rules = new LinkRules(config, client -> true, parts.clock());
        this.onePerAccount = new OnePerAccount(parts.vertx());
    }

    /** Whether it is known which links were used. */
    public boolean isReady() {
        return parts.history().uses().caughtUp();
    }

    /**
     * The open links of these accounts: neither revoked nor used nor over, made by this service, and with an address that it can show.
     * Reads all links once and verifies signatures, so it is for worker threads.
     */
    public Map<Target, ConnectLink> open(Collection<Target> targets) {
        Instant now = parts.clock().instant();
        Map<String, Target> byAccount =
                targets.stream().collect(Collectors.toMap(Target::account, Function.identity(), (one, same) -> one));
        Map<Target, ConnectLink> open = new HashMap<>();
        wanted(byAccount, now).stream().sorted(FIRST).forEach(link -> {
            Target target = byAccount.get(key(link.getExpected().get(0)));
            if (!open.containsKey(target) && isUnused(link) && maker.isOurs(link)) {
                open.put(target, link);
            }
        });
        return open;
    }

    /** In parts, because the table is locked while a part is read. */
    private List<ConnectLink> wanted(Map<String, Target> byAccount, Instant now) {
        List<ConnectLink> wanted = new ArrayList<>();
        String after = null;
        List<ConnectLink> part;
        do {
            part = parts.table().page(after, link -> true, PART);
            for (ConnectLink link : part) {
                after = link.getLinkId();
                if (isWanted(link, byAccount, now)) {
                    wanted.add(link);
                }
            }
        } while (part.size() == PART);
        return wanted;
    }

    private static boolean isWanted(ConnectLink link, Map<String, Target> byAccount, Instant now) {
        if (!link.getSingle()
                || link.getRevokedAt() != null
                || !now.isBefore(link.getExpiresAt())
                || link.getApps().size() != 1
                || link.getExpected().size() != 1) {
            return false;
        }
        Target target = byAccount.get(key(link.getExpected().get(0)));
        return target != null && target.isOf(link);
    }

    /** As {@link AccountKey} writes it, for values that may be no account's id. */
    private static String key(ExpectedAccount account) {
        return account.getApp() + ':' + account.getValue();
    }

    private boolean isUnused(ConnectLink link) {
        String use = LinkUses.key(link.getLinkId(), link.getApps().get(0));
        return parts.history().uses().find(use).isEmpty();
    }

    /** What a list shows of a link; its address only to callers who may use it. Makes a signature, so it is for worker threads. */
    public JsonObject shortForm(ApiRequest request, ConnectLink link) {
        JsonObject json = new JsonObject()
                .put("id", link.getLinkId())
                .put("expiresAt", link.getExpiresAt().toString());
        links.url(request, link).ifPresent(url -> json.put("url", url));
        return json;
    }

    /** The answer to a request that made a link before; empty if this is its first time. */
    public Optional<ApiResponse> made(ApiRequest request, Claim claim) {
        return links.made(request, claim);
    }

    /**
     * The open link of the account, and if there is none, a new one. Two requests at the same time have the same one at this instance;
     * at two instances each may make one, and both are valid. The request's body may have {@code expiresAt}, {@code returnUrl},
     * {@code language} and {@code note} of a new link; what is wrong with them is thrown as a problem.
     */
    public Future<ApiResponse> offer(ApiRequest request, Target target, Claim claim) {
        LinkDraft draft = LinkJson.draft(link(request.body(), target), rules);
        rules.check(draft, request.caller());
        return onePerAccount.run(target.account(), () -> parts.vertx()
                .executeBlocking(() -> Optional.ofNullable(open(List.of(target)).get(target)), false)
                .compose(open -> open.map(link -> Future.succeededFuture(links.held(request, link)))
                        .orElseGet(() -> links.create(request, draft, claim))));
    }

    /** The body that makes this link by itself. */
    private static JsonObject link(JsonObject body, Target target) {
        ExpectedAccount account = target.expected();
        JsonObject expected = new JsonObject()
                .put("app", account.getApp())
                .put("kind", account.getKind().name())
                .put("value", account.getValue());
        JsonObject link = body.copy()
                .put("apps", new JsonArray().add(account.getApp()))
                .put("single", true)
                .put("expected", new JsonArray().add(expected));
        return target.client() == null ? link : link.put("client", target.client());
    }
}
