package io.tokenkeep.callback;

import io.tokenkeep.callback.provider.CallKind;
import io.tokenkeep.callback.provider.CallResponse;
import io.tokenkeep.callback.provider.ProviderCalls;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/** The HTTP routes of providers' calls. Nothing here logs an address. */
final class ProviderCallRoutes {

    private static final String PREFIX = "/callback/";
    private static final Pattern OWN = Pattern.compile("/callback/[^/]+/(deauthorize|delete)/?");

    private final AppCallReceivers receivers;
    private final ResponseWriter responses;
    private final FormReader forms;

    ProviderCallRoutes(AppCallReceivers receivers, ResponseWriter responses, FormReader forms) {
        this.receivers = receivers;
        this.responses = responses;
        this.forms = forms;
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
