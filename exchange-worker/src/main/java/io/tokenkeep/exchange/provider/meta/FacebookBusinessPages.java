package io.tokenkeep.exchange.provider.meta;

import io.tokenkeep.exchange.provider.AppCalls;
import io.tokenkeep.exchange.provider.Endpoint;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.PageGrant;
import io.tokenkeep.exchange.provider.meta.FacebookPages.Listed;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the Pages of a person's business portfolios: those that each portfolio owns and those that its clients gave it. These
 * lists hold more than the person granted (contradiction K41). Not thread-safe: one instance for each reading.
 */
final class FacebookBusinessPages {

    /** Each portfolio has two lists. The Pages of further portfolios are found by the person's own list and by inspection. */
    static final int MOST_BUSINESSES = 20;

    /** The bound for all portfolios together. Agencies have thousands of Pages, and the person can grant few of them. */
    static final int MOST_PAGES = 2_000;

    private static final List<String> EDGES = List.of("owned_pages", "client_pages");

    private final PageCalls calls;
    private final FacebookPageRequest request;
    private final List<PageGrant> found = new ArrayList<>();
    private @Nullable Failure failure;

    /** @param failure why a list did not come now but may come next time; null if all lists came */
    record Found(List<PageGrant> pages, @Nullable Failure failure) {}

    FacebookBusinessPages(PageCalls calls, FacebookPageRequest request) {
        this.calls = calls;
        this.request = request;
    }

    Future<Found> read() {
        return calls.part(
                        Endpoint.BUSINESSES,
                        "/me/businesses",
                        AppCalls.parameters("fields", "id", "limit", String.valueOf(MOST_BUSINESSES)))
                .compose(reply -> reply.match(
                        part -> edges(paths(part.pages())), refusal -> Future.succeededFuture(noted(refusal))))
                .map(nothing -> new Found(found, failure));
    }

    private static List<String> paths(List<PageGrant> businesses) {
        return businesses.stream()
                .limit(MOST_BUSINESSES)
                .flatMap(business -> EDGES.stream().map(edge -> "/" + business.id() + "/" + edge))
                .toList();
    }

    private Future<Void> edges(List<String> paths) {
        if (paths.isEmpty() || failure != null || found.size() >= MOST_PAGES) {
            return Future.succeededFuture();
        }
        return new FacebookPages(calls, Endpoint.BUSINESSES, paths.get(0), MOST_PAGES, request)
                .read()
                .compose(listed -> {
                    taken(listed);
                    return edges(paths.subList(1, paths.size()));
                });
    }

    private void taken(Listed listed) {
        found.addAll(listed.pages());
        if (listed.failure() != null) {
            noted(listed.failure());
        }
    }

    /** A portfolio that the person may not read holds no Page that the person could grant. */
    private @Nullable Void noted(Failure refusal) {
        boolean stays = refusal.kind().isAboutTheRequest();
        failure = stays ? failure : Optional.ofNullable(failure).orElse(refusal);
        return null;
    }
}
