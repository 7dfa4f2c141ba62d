package io.tokenkeep.exchange.provider.meta;

import io.tokenkeep.exchange.provider.Endpoint;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.PageGrant;
import io.tokenkeep.exchange.provider.meta.PageCalls.Part;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list of Pages to its end (Graph API, "Paginated results"). The list ends at the part without a next part; other parts
 * may be short or empty. If the list cannot be read to its end, the part that was read is returned, with the reason. Not
 * thread-safe: one instance for each reading.
 */
final class FacebookPages {

    private final PageCalls calls;
    private final Endpoint endpoint;
    private final String path;
    private final int most;
    private final Map<String, PageGrant> found = new LinkedHashMap<>();
    private FacebookPageRequest request;
    private int askedFor;

    /**
     * How far a list was read.
     *
     * @param failure why the list was not read to its end; null if it was
     * @param isCut whether the list was too long
     * @param request the last request that the provider answered
     */
    record Listed(List<PageGrant> pages, @Nullable Failure failure, boolean isCut, FacebookPageRequest request) {}

    /** @param largest number of Pages of one list; a longer list is cut */
    FacebookPages(PageCalls calls, Endpoint endpoint, String path, int most, FacebookPageRequest request) {
        this.calls = calls;
        this.endpoint = endpoint;
        this.path = path;
        this.most = most;
        this.request = request;
    }

    Future<Listed> read() {
        return next(null);
    }

    /** The provider's own link to the next part holds the token and may name any host, so it is not followed. */
    private Future<Listed> next(@Nullable String after) {
        if (!calls.inTime()) {
            return ended(Failure.lost());
        }
        askedFor += request.limit();
        return calls.part(endpoint, path, request.parameters(after))
                .compose(reply -> reply.match(part -> taken(part, after), failure -> refused(failure, after)));
    }

    private Future<Listed> taken(Part part, @Nullable String before) {
        part.pages().forEach(page -> found.merge(page.id(), page, (one, two) -> one.token() == null ? two : one));
        if (part.last()) {
            return ended(null);
        }
        // Parts may be short or empty, so the requested number is bounded too.
        if (found.size() >= most || askedFor >= 2 * most) {
            return ended(Failure.of(FailureKind.BAD_REQUEST, null, null), true);
        }
        String after = part.after();
        return after == null || after.equals(before) ? ended(Failure.lost()) : next(after);
    }

    private Future<Listed> refused(Failure failure, @Nullable String after) {
        Optional<FacebookPageRequest> less = request.less(failure);
        if (less.isEmpty()) {
            return ended(failure);
        }
        request = less.get();
        return next(after);
    }

    private Future<Listed> ended(@Nullable Failure failure) {
        return ended(failure, false);
    }

    private Future<Listed> ended(@Nullable Failure failure, boolean cut) {
        List<PageGrant> pages = found.values().stream().limit(most).toList();
        return Future.succeededFuture(new Listed(pages, failure, cut, request));
    }
}
