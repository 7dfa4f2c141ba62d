package io.tokenkeep.exchange.provider.meta;

import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.PageGrant;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads Pages by their id, a few at a time and a bounded number in all. A refusal of one Page does not stop the others. If the
 * provider does not answer, or refuses all calls, the reading stops. Not thread-safe: one instance for each reading.
 */
final class FacebookPagesById {

    /** The bound for one list. Each Page is one call, and many calls use up an app's allowance. */
    static final int MOST = 200;

    private static final int AT_ONCE = 4;

    private final PageCalls calls;
    private final FacebookPageRequest.Fields fields;
    private final List<PageGrant> read = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();
    private @Nullable Failure failure;
    private boolean stopped;

    /** @param failure why some could not be read; null if all were read */
    record Found(
            List<PageGrant> read,
            List<String> unread,
            @Nullable Failure failure) {}

    FacebookPagesById(PageCalls calls, FacebookPageRequest.Fields fields) {
        this.calls = calls;
        this.fields = fields;
    }

    Future<Found> read(List<String> ids) {
        return next(ids, Math.min(MOST, ids.size())).map(nothing -> new Found(read, unread, failure));
    }

    private Future<Void> next(List<String> ids, int left) {
        int now = Math.min(AT_ONCE, left);
        if (now == 0 || stopped || !calls.inTime()) {
            unread.addAll(ids);
            failure = ids.isEmpty() || failure != null ? failure : Failure.lost();
            return Future.succeededFuture();
        }
        List<Future<Void>> some =
                ids.subList(0, now).stream().map(id -> page(id, fields)).toList();
        return Future.all(some).compose(done -> next(ids.subList(now, ids.size()), left - now));
    }

    private Future<Void> page(String id, FacebookPageRequest.Fields asked) {
        return calls.page(id, asked)
                .compose(reply -> reply.match(
                        page -> {
                            read.add(page);
                            return Future.succeededFuture();
                        },
                        refusal -> refused(id, asked, refusal)));
    }

    private Future<Void> refused(String id, FacebookPageRequest.Fields asked, Failure refusal) {
        if (asked != FacebookPageRequest.Fields.LEAST && FacebookPageRequest.mayBeAboutAField(refusal)) {
            return page(id, FacebookPageRequest.Fields.LEAST);
        }
        if (GraphCodes.isMissingImpersonation(refusal)) {
            read.add(new PageGrant(id, null, null, List.of(), null));
            return Future.succeededFuture();
        }
        unread.add(id);
        failure = Optional.ofNullable(failure).orElse(refusal);
        stopped |= !refusal.kind().isAboutTheRequest();
        return Future.succeededFuture();
    }
}
