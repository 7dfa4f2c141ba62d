package io.tokenkeep.callback;

import io.tokenkeep.callback.consent.BrowserResponse;
import io.tokenkeep.callback.consent.Consents;
import io.tokenkeep.callback.consent.PastedAddress;
import io.tokenkeep.callback.consent.Redirects;
import io.tokenkeep.callback.deletion.DeletionAnswers;
import io.tokenkeep.callback.deletion.DeletionPath;
import io.tokenkeep.callback.link.ConnectLinks;
import io.tokenkeep.callback.link.ConnectRequest;
import io.tokenkeep.callback.link.ConsoleLinks;
import io.tokenkeep.callback.outcome.OutcomeAnswers;
import io.tokenkeep.callback.outcome.OutcomePath;
import io.tokenkeep.callback.page.Audience;
import io.tokenkeep.callback.page.ErrorWebPages;
import io.tokenkeep.callback.page.RedirectWebPages;
import io.tokenkeep.callback.page.StartWebPages;
import io.tokenkeep.callback.page.WebPage;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.kit.http.BrokenRequests;
import io.tokenkeep.kit.http.WebListener;
import io.tokenkeep.kit.provider.ProviderDescription.Feature;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The HTTP routes: maps each address to its use case. Nothing here logs an address. */
final class CallbackRoutes {

    private static final String OPENED = "GET, HEAD";
    private static final String LANGUAGE = "language";
    private static final Duration START_LINK = Duration.ofHours(1);

    private final CallbackConfig config;
    private final ConnectLinks links;
    private final ConsoleLinks consoleLinks;
    private final Consents consents;
    private final Redirects redirects;
    private final OutcomeAnswers outcomes;
    private final DeletionAnswers deletions;
    private final ProviderCallRoutes calls;
    private final ResponseWriter responses;
    private final FormReader forms;
    private final BrokenRequests broken;

    /** What the addresses lead to. */
    record UseCases(
            ConnectLinks links,
            ConsoleLinks consoleLinks,
            Consents consents,
            Redirects redirects,
            OutcomeAnswers outcomes,
            DeletionAnswers deletions,
            ProviderCallRoutes calls) {}

    CallbackRoutes(CallbackConfig config, UseCases uses, HttpParts http) {
        this.config = config;
        this.links = uses.links();
        this.consoleLinks = uses.consoleLinks();
        this.consents = uses.consents();
        this.redirects = uses.redirects();
        this.outcomes = uses.outcomes();
        this.deletions = uses.deletions();
        this.calls = uses.calls();
        this.responses = http.responses();
        this.forms = http.forms();
        this.broken = http.broken();
    }

    Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        // First, so that the most frequent requests are not matched against all other patterns.
        for (AppConfig app : config.apps().all()) {
            String path = app.consent().redirectUri().getPath();
            // No HEAD: it would use the code, and a client that wants no body does not follow to the page.
            router.get(path)
                    .handler(ctx ->
                            answer(ctx, () -> redirect(app, ctx, ctx.request().query())));
            nothingElse(router, path, "GET");
            if (config.pages().paste()) {
                pastePage(router, app);
            }
        }
        opened(router, "/connect/:app", ctx -> answer(ctx, () -> Future.succeededFuture(connect(ctx))));
        // The form that goes on with the next app of a link has no fields: all is in its address.
        router.post("/connect/:app").handler(ctx -> posted(ctx, form -> Future.succeededFuture(connect(ctx))));
        nothingElse(router, "/connect/:app", OPENED + ", POST");
        String link = ConsoleLinks.ROUTE + ":token";
        opened(
                router,
                link,
                ctx -> show(
                        ctx,
                        consoleLinks.page(ctx.pathParam("token"), ctx.request().getHeader(HttpHeaders.USER_AGENT))));
        router.post(link).handler(ctx -> posted(ctx, form -> Future.succeededFuture(chosen(ctx, form))));
        nothingElse(router, link, OPENED + ", POST");
        opened(router, OutcomePath.ROUTE + ":id", ctx -> answer(ctx, () -> outcome(ctx)));
        nothingElse(router, OutcomePath.ROUTE + ":id", OPENED);
        opened(router, DeletionPath.ROUTE + ":code", ctx -> show(ctx, deletions.page(ctx.pathParam("code"))));
        nothingElse(router, DeletionPath.ROUTE + ":code", OPENED);
        calls.add(router);
        List<AppConfig> startApps = config.pages().startApps().stream()
                .flatMap(app -> config.apps().find(app).stream())
                .toList();
        if (!startApps.isEmpty()) {
            opened(router, "/", ctx -> show(ctx, start(startApps)));
            nothingElse(router, "/", OPENED);
        }
        router.route().handler(ctx -> {
            if (ctx.request().method().equals(HttpMethod.POST)) {
                posted(ctx, form -> shown(ErrorWebPages.notFound()));
            } else {
                show(ctx, ErrorWebPages.notFound());
            }
        });
        // An address that cannot be decoded has no status yet when its handler is asked.
        router.errorHandler(400, ctx -> show(ctx, ErrorWebPages.badRequest()));
        router.uncaughtErrorHandler(this::failed);
        return router;
    }

    private void pastePage(Router router, AppConfig app) {
        String path = ResponseWriter.pastePath(app);
        opened(router, path, ctx -> show(ctx, pastePage(app, false)));
        router.post(path).handler(ctx -> posted(ctx, form -> pasted(app, ctx, form)));
        nothingElse(router, path, OPENED + ", POST");
    }

    /** A HEAD has the answer of a GET; its body is left out by the server. */
    private static void opened(Router router, String path, Handler<RoutingContext> page) {
        router.get(path).handler(page);
        router.head(path).handler(page);
    }

    /**
     * Comes after the routes of a path and lists their methods (RFC 9110 15.5.6). The form that changes the language is posted to
     * the address of its page, so every page takes it.
     */
    private void nothingElse(Router router, String path, String allowed) {
        router.post(path)
                .handler(ctx -> posted(ctx, form -> {
                    ctx.response().putHeader(HttpHeaders.ALLOW, allowed);
                    return shown(ErrorWebPages.methodNotAllowed());
                }));
        router.route(path).handler(ctx -> {
            ctx.response().putHeader(HttpHeaders.ALLOW, allowed);
            show(ctx, ErrorWebPages.methodNotAllowed());
        });
    }

    /** Answers a form, unless it is the one that changes the language. */
    private void posted(RoutingContext ctx, Function<Map<String, String>, Future<BrowserResponse>> answer) {
        answer(ctx, () -> forms.read(ctx.request()).transform((form, failure) -> {
            if (form == null) {
                return shown(unreadable(failure));
            }
            return form.containsKey(LANGUAGE)
                    ? Future.succeededFuture(responses.switched(ctx.request(), form.get(LANGUAGE)))
                    : answer.apply(form);
        }));
    }

    private static Future<BrowserResponse> shown(WebPage page) {
        return Future.succeededFuture(new BrowserResponse.Shown(page));
    }

    private BrowserResponse connect(RoutingContext ctx) {
        return consents.begin(
                ctx.pathParam("app"),
                ctx.request().getParam(ConnectLinks.PARAMETER),
                responses.cookies().browsers(ctx.request()));
    }

    /** The person chose an app on the page of a link. */
    private BrowserResponse chosen(RoutingContext ctx, Map<String, String> form) {
        return consents.beginWithToken(
                ctx.pathParam("token"),
                form.getOrDefault("app", ""),
                responses.cookies().browsers(ctx.request()));
    }

    private Future<BrowserResponse> redirect(AppConfig app, RoutingContext ctx, @Nullable String query) {
        return redirects.receive(app, query, responses.cookies().browsers(ctx.request()));
    }

    /** A pasted address is handled as a redirect; only the page to try again differs. */
    private Future<BrowserResponse> pasted(AppConfig app, RoutingContext ctx, Map<String, String> form) {
        String address = form.getOrDefault("address", "");
        if (address.length() > WebListener.LINE) {
            return shown(RedirectWebPages.tooLong());
        }
        Optional<String> query = PastedAddress.query(app.consent().redirectUri(), address);
        if (query.isEmpty()) {
            return shown(pastePage(app, true));
        }
        return redirect(app, ctx, query.get())
                .map(answer -> answer instanceof BrowserResponse.Shown shown
                                && shown.page().refresh() != null
                        ? new BrowserResponse.Shown(StartWebPages.pasteAgain()
                                .forAudience(shown.page().audience()))
                        : answer);
    }

    private static WebPage pastePage(AppConfig app, boolean wrong) {
        return StartWebPages.paste(ResponseWriter.pastePath(app), app.consent().redirectUri(), wrong)
                .forAudience(Audience.ofApp(app.name()));
    }

    private static WebPage unreadable(Throwable failure) {
        return failure instanceof UnreadableFormException form
                        && form.reason() == UnreadableFormException.Reason.TOO_LARGE
                ? ErrorWebPages.bodyTooLarge()
                : ErrorWebPages.badRequest();
    }

    private Future<BrowserResponse> outcome(RoutingContext ctx) {
        return outcomes.page(
                        ctx.pathParam("id"),
                        ctx.request().getParam(OutcomePath.UNTIL),
                        ctx.request().getParam(OutcomePath.PASS))
                .map(BrowserResponse.Shown::new);
    }

    private WebPage start(List<AppConfig> apps) {
        WebPage page = StartWebPages.start(apps.stream()
                .map(app -> new StartWebPages.Way(
                        app.name(),
                        app.provider().displayName(),
                        app.provider().has(Feature.PAGES),
                        links.openPath(new ConnectRequest(app.name(), null), START_LINK),
                        config.pages().paste() ? ResponseWriter.pastePath(app) : null))
                .toList());
        return apps.size() == 1 ? page.forAudience(Audience.ofApp(apps.get(0).name())) : page;
    }

    private void answer(RoutingContext ctx, Supplier<Future<BrowserResponse>> answer) {
        answer.get().onComplete(found -> responses.send(ctx.request(), found), ctx::fail);
    }

    private void show(RoutingContext ctx, WebPage page) {
        responses.send(ctx.request(), page);
    }

    /** Answers requests that failed in the routes, because of their sender or because of a mistake of this program. */
    private void failed(RoutingContext ctx) {
        WebPage page = ErrorWebPages.refused(ctx.statusCode());
        if (page.status() == 500 && ctx.failure() != null) {
            broken.mistake(ctx.failure());
        }
        show(ctx, page);
    }
}
