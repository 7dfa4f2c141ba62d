package io.tokenkeep.callback;

import io.tokenkeep.callback.deletion.DeletionAnswers;
import io.tokenkeep.callback.deletion.DeletionPath;
import io.tokenkeep.callback.page.ErrorWebPages;
import io.tokenkeep.callback.provider.CallKind;
import io.tokenkeep.callback.provider.CallResponse;
import io.tokenkeep.callback.provider.ProviderCalls;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/** The HTTP routes of providers' calls and of the page of a deletion. Nothing here logs an address. */
final class ProviderCallRoutes {

    private static final String PREFIX = "/callback/";
    private static final Pattern OWN = Pattern.compile("/callback/[^/]+/(deauthorize|delete)/?");

    private final AppCallReceivers receivers;
    private final DeletionAnswers deletions;
    private final ResponseWriter responses;
    private final FormReader forms;

    ProviderCallRoutes(
            AppCallReceivers receivers, DeletionAnswers deletions, ResponseWriter responses, FormReader forms) {
        this.forms = forms;
        this.receivers = receivers;
        this.deletions = deletions;
        this.responses = responses;
    }

    /** Whether a path is an address for providers' calls, of any app. */
    static boolean isOwn(String path) {
        return OWN.matcher(path).matches();
    }

    void add(Router router) {
        for (CallKind kind : CallKind.values()) {
            String path = PREFIX + ":app/" + kind.word();
            router.post(path).handler(ctx -> receive(kind, ctx));
            router.route(path).handler(ctx -> {
                ctx.response().putHeader(HttpHeaders.ALLOW, "POST");
                responses.send(ctx.request(), receiver(ctx).postOnly());
            });
        }
        String page = DeletionPath.ROUTE + ":code";
        Handler<RoutingContext> opened = ctx -> responses.send(ctx.request(), deletions.page(ctx.pathParam("code")));
        router.get(page).handler(opened);
        router.head(page).handler(opened);
        router.route(page).handler(ctx -> {
            ctx.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            responses.send(ctx.request(), ErrorWebPages.methodNotAllowed());
        });
    }

    private void receive(CallKind kind, RoutingContext ctx) {
        String app = ctx.pathParam("app");
        forms.read(ctx.request())
                .transform((form, failure) -> form == null
                        ? unreadable(kind, ctx, failure)
                        : receiver(ctx).receive(kind, app, form))
                .onComplete(answer -> responses.send(ctx.request(), answer), ctx::fail);
    }

    private Future<CallResponse> unreadable(CallKind kind, RoutingContext ctx, Throwable failure) {
        return failure instanceof UnreadableFormException form
                ? Future.succeededFuture(receiver(ctx)
                        .unreadable(
                                kind, ctx.pathParam("app"), form.reason() == UnreadableFormException.Reason.TOO_LARGE))
                : Future.failedFuture(failure);
    }

    private ProviderCalls receiver(RoutingContext ctx) {
        return receivers.of(ctx.pathParam("app"));
    }
}
