package io.tokenkeep.callback;

import io.tokenkeep.callback.deletion.DeletionAnswers;
import io.tokenkeep.callback.deletion.DeletionPath;
import io.tokenkeep.callback.meta.CallAnswer;
import io.tokenkeep.callback.meta.CallKind;
import io.tokenkeep.callback.meta.MetaCalls;
import io.tokenkeep.callback.page.ErrorPages;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/** The HTTP routes of Meta's calls and of the page of a deletion. Nothing here logs an address. */
final class MetaRoutes {

    private static final String PREFIX = "/callback/";
    private static final Pattern OWN = Pattern.compile("/callback/[^/]+/(deauthorize|delete)/?");

    private final MetaCalls calls;
    private final DeletionAnswers deletions;
    private final Responses responses;
    private final FormReader forms;

    MetaRoutes(MetaCalls calls, DeletionAnswers deletions, Responses responses, FormReader forms) {
        this.forms = forms;
        this.calls = calls;
        this.deletions = deletions;
        this.responses = responses;
    }

    /** Whether a path is an address for Meta's calls, of any app. */
    static boolean isOwn(String path) {
        return OWN.matcher(path).matches();
    }

    void add(Router router) {
        for (CallKind kind : CallKind.values()) {
            String path = PREFIX + ":app/" + kind.word();
            router.post(path).handler(ctx -> receive(kind, ctx));
            router.route(path).handler(ctx -> {
                ctx.response().putHeader(HttpHeaders.ALLOW, "POST");
                responses.send(ctx.request(), CallAnswer.postOnly());
            });
        }
        String page = DeletionPath.ROUTE + ":code";
        Handler<RoutingContext> opened = ctx -> responses.send(ctx.request(), deletions.page(ctx.pathParam("code")));
        router.get(page).handler(opened);
        router.head(page).handler(opened);
        router.route(page).handler(ctx -> {
            ctx.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            responses.send(ctx.request(), ErrorPages.methodNotAllowed());
        });
    }

    private void receive(CallKind kind, RoutingContext ctx) {
        String app = ctx.pathParam("app");
        forms.read(ctx.request())
                .transform((form, failure) -> form == null
                        ? unreadable(kind, app, failure)
                        : calls.receive(kind, app, form.get("signed_request")))
                .onComplete(answer -> responses.send(ctx.request(), answer), ctx::fail);
    }

    private Future<CallAnswer> unreadable(CallKind kind, String app, Throwable failure) {
        return failure instanceof UnreadableFormException form
                ? Future.succeededFuture(
                        calls.unreadable(kind, app, form.reason() == UnreadableFormException.Reason.TOO_LARGE))
                : Future.failedFuture(failure);
    }
}
