package io.tokenkeep.console.api;

import io.tokenkeep.avro.ApiRole;
import io.tokenkeep.console.caller.Caller;
import io.tokenkeep.kit.http.BrokenRequests;
import io.tokenkeep.kit.table.Position;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.PlatformHandler;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.validation.RequestValidator;
import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The routes of the API, made from the contract. A request passes these steps, and the first that fails answers it: API key, rate
 * limit, size of the body, role, contract, position, operation. So a caller without the right to an operation does not learn
 * what its requests look like.
 */
public final class ApiRoutes {

    /** Where the API stands. */
    public static final String BASE = "/api/v1";

    private static final String CONTRACT = "openapi/console.yaml";
    private static final String ROLE = "x-tokenkeep-role";
    private static final int BODY = 64 * 1024;

    /** A table of some ten thousand rows. */
    private static final int CSV_BODY = 4 * 1024 * 1024;

    private final OpenAPIContract contract;
    private final JsonObject document;
    private final Map<String, Operation> operations;
    private final KeyCheck keyCheck;
    private final PositionWait positions;
    private final Problems problems;

    /**
     * @param url where the API is, for the document that is served
     * @param operations one for each {@code operationId} of the contract
     */
    public ApiRoutes(
            OpenAPIContract contract,
            URI url,
            Map<String, Operation> operations,
            KeyCheck keyCheck,
            PositionWait positions,
            BrokenRequests broken) {
        this.contract = contract;
        this.document = contract.getRawContract()
                .copy()
                .put(
                        "servers",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("url", url.resolve(BASE).toString())));
        this.operations = Map.copyOf(operations);
        this.keyCheck = keyCheck;
        this.positions = positions;
        this.problems = new Problems(broken);
    }

    /** Reads the contract of this version from the class path. */
    public static Future<OpenAPIContract> contract(Vertx vertx) {
        return OpenAPIContract.builder(vertx)
                .setContractPath(CONTRACT)
                .mediaTypeRegistry(MediaTypes.registry())
                .build();
    }

    /** A router of its own for each event loop. */
    public Router router(Vertx vertx) {
        RouterBuilder builder = RouterBuilder.create(vertx, contract)
                .rootHandler((PlatformHandler) this::neverStored)
                // By its kind the check may stand before the body, which a caller without a key has not read.
                .rootHandler((SecurityPolicyHandler) keyCheck::check)
                .rootHandler(BodyHandler.create(false).setBodyLimit(CSV_BODY));
        RequestValidator validator = RequestValidator.create(vertx, contract);
        builder.getRoutes().forEach(route -> add(route, validator));
        Router api = builder.createRouter();
        api.route().last().failureHandler(this::failed);
        Router router = Router.router(vertx);
        router.get(BASE + "/openapi.json").handler(this::document);
        router.route(BASE + "/*").subRouter(api);
        router.route().failureHandler(this::failed);
        for (int status : new int[] {400, 404, 405, 413, 415, 500}) {
            // A request that no route takes has not failed yet, and so has no status of its own.
            router.errorHandler(status, ctx -> failed(ctx, status));
            api.errorHandler(status, ctx -> failed(ctx, status));
        }
        return router;
    }

    private void add(OpenAPIRoute route, RequestValidator validator) {
        String id = route.getOperation().getOperationId();
        Operation operation = operations.get(id);
        if (operation == null) {
            throw new IllegalStateException(
                    "The contract has the operation " + id + ", and nothing here carries it out");
        }
        ApiRole needed = ApiRole.valueOf(
                String.valueOf(route.getOperation().getExtensions().get(ROLE)));
        // The library would check the contract before the role.
        route.setDoValidation(false).setDoSecurity(false);
        route.addHandler(roleCheck(needed));
        route.addHandler(ApiRoutes::sizeCheck);
        route.addHandler(ctx -> RequestExtractor.withBodyHandler()
                .extractValidatableRequest(ctx, route.getOperation())
                .compose(request -> validator.validate(request, id))
                .map(request -> new ApiRequest(id, KeyCheck.caller(ctx), request, content(ctx)))
                .compose(request -> positions
                        .await(request.header(PositionWait.HEADER))
                        .compose(reached -> operation.handle(request)))
                .onSuccess(answer -> send(ctx, answer))
                .onFailure(ctx::fail));
        route.addFailureHandler(this::failed);
    }

    private static ApiRequest.Content content(RoutingContext ctx) {
        return new ApiRequest.Content(
                ctx.request().getHeader(HttpHeaders.CONTENT_TYPE), ctx.body().buffer());
    }

    private static Handler<RoutingContext> roleCheck(ApiRole needed) {
        return ctx -> {
            Caller caller = KeyCheck.caller(ctx);
            if (!caller.may(needed)) {
                throw Problem.forbidden(
                                "This needs the role " + needed + ", and the API key has " + caller.role() + ".")
                        .exception();
            }
            ctx.next();
        };
    }

    /** Only a table may be as large as the body's limit for all requests. */
    private static void sizeCheck(RoutingContext ctx) {
        String type = ctx.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (!MediaTypes.isTable(type) && ctx.body().length() > BODY) {
            throw Problem.tooLarge(BODY).exception();
        }
        ctx.next();
    }

    private void neverStored(RoutingContext ctx) {
        ctx.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        ctx.response().putHeader("X-Content-Type-Options", "nosniff");
        ctx.next();
    }

    private void document(RoutingContext ctx) {
        ctx.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        ctx.response().end(document.toBuffer());
    }

    private static void send(RoutingContext ctx, ApiResponse answer) {
        HttpServerResponse response = ctx.response().setStatusCode(answer.status());
        Long version = answer.version();
        if (version != null) {
            response.putHeader(HttpHeaders.ETAG, "\"" + version + "\"");
        }
        if (!answer.positions().isEmpty()) {
            response.putHeader(
                    PositionWait.HEADER,
                    answer.positions().stream().map(Position::toString).collect(Collectors.joining(",")));
        }
        ApiResponse.Content content = answer.content();
        if (content == null) {
            response.end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, content.type());
        ApiResponse.Parts rest = content.rest();
        if (rest == null) {
            response.end(content.body());
        } else {
            sendNext(response.setChunked(true), rest);
        }
    }

    /** Each part waits until the one before was sent. An answer that fails half-way ends its connection, so that nobody takes it for whole. */
    private static void sendNext(HttpServerResponse response, ApiResponse.Parts parts) {
        parts.next()
                .compose(part -> part.isPresent()
                        ? response.write(part.get()).map(true)
                        : response.end().map(false))
                .onSuccess(more -> {
                    if (more) {
                        sendNext(response, parts);
                    }
                })
                .onFailure(failure -> response.reset());
    }

    private void failed(RoutingContext ctx) {
        failed(ctx, ctx.statusCode());
    }

    private void failed(RoutingContext ctx, int status) {
        HttpServerResponse response = ctx.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        Problem problem = problems.of(status, ctx.failure(), CSV_BODY);
        if (problem.status() == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        if (problem.status() == 429 || problem.status() == 503) {
            response.putHeader(HttpHeaders.RETRY_AFTER, "1");
        }
        response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.CONTENT_TYPE)
                .end(Buffer.buffer(problem.json().encode()));
    }
}
