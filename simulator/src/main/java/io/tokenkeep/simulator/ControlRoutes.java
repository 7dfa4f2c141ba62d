package io.tokenkeep.simulator;

import io.tokenkeep.simulator.callback.AccountSettings;
import io.tokenkeep.simulator.callback.Callbacks;
import io.tokenkeep.simulator.fault.FaultReading;
import io.tokenkeep.simulator.fault.Faults;
import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.registry.Configuration;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Person;
import io.tokenkeep.simulator.registry.Provider;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.World;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The control API: JSON in, JSON out, for tests in any language. It shows codes and tokens in full, so only
 * tests should be able to reach it.
 */
final class ControlRoutes {
    private final World world;
    private final Faults faults;
    private final AccountSettings settings;
    private final CallbackControl callbacks;
    private final PageControl pages;
    private final DashboardControl dashboard;

    private ControlRoutes(World world, Faults faults, Callbacks callbacks) {
        this.world = world;
        this.faults = faults;
        this.settings = new AccountSettings(world, callbacks);
        this.callbacks = new CallbackControl(callbacks, world.people());
        this.pages = new PageControl(world);
        this.dashboard = new DashboardControl(settings);
    }

    static Router of(Vertx vertx, World world, Faults faults, Callbacks callbacks) {
        var routes = new ControlRoutes(world, faults, callbacks);
        var router = Router.router(vertx);
        routes.reading(router);
        routes.changing(router);
        router.route().handler(context -> Answers.send(context, error(404, "no such control address")));
        return router;
    }

    private void reading(Router router) {
        get(router, "/health", () -> new JsonObject().put("status", "UP"));
        get(router, "/state", this::state);
        get(router, "/people", () -> people(world.people().all()));
        get(router, "/codes", () -> new JsonObject()
                .put("codes", WorldJson.list(world.codes().all(), WorldJson::code)));
        get(router, "/tokens", () -> tokens(world.tokens().all()));
        get(router, "/faults", () -> new JsonObject()
                .put("faults", WorldJson.list(faults.pending(), WorldJson::fault)));
        get(router, "/callbacks", callbacks::sent);
        get(router, "/pages", pages::all);
        get(router, "/accounts", () -> WorldJson.accounts(world.tokens()));
        get(router, "/complaints", () -> WorldJson.complaints(world.complaints()));
        get(router, "/switches", () -> WorldJson.switches(world.switches()));
        get(router, "/clock", this::clock);
        get(router, "/secrets", this::secrets);
    }

    private void changing(Router router) {
        post(router, "/faults", this::addFault);
        router.delete("/faults").handler(context -> {
            faults.clear();
            Answers.send(context, Answer.json(new JsonObject().put("faults", new JsonArray())));
        });
        post(router, "/switches", this::turnSwitches);
        post(router, "/clock", this::moveClock);
        post(router, "/apps", this::registerApp);
        post(router, "/people", this::changePerson);
        post(router, "/grant", this::grant);
        post(router, "/tokens/revoke", this::revoke);
        post(router, "/tokens/restore", this::restore);
        post(router, "/apps/remove", this::removeApp);
        post(router, "/pages", pages::put);
        post(router, "/dashboard", dashboard::act);
        post(router, "/configurations", this::configure);
        router.post("/callbacks").handler(context -> answer(context, callbacks::call));
    }

    private JsonObject state() {
        return WorldJson.state(world, faults.pending().size()).put("callbacks", callbacks.counts());
    }

    private JsonObject clock() {
        return new JsonObject()
                .put("now", world.time().instant().toString())
                .put("offset", world.time().offset().toString());
    }

    private JsonObject secrets() {
        var json = new JsonObject();
        world.secrets().forEach((kind, values) -> json.put(kind, new JsonArray(values)));
        return json;
    }

    private JsonObject tokens(List<IssuedToken> tokens) {
        var now = world.time().instant();
        return new JsonObject().put("tokens", WorldJson.list(tokens, token -> WorldJson.token(token, now)));
    }

    private static JsonObject people(List<Person> people) {
        return new JsonObject().put("people", WorldJson.list(people, WorldJson::person));
    }

    private JsonObject addFault(JsonObject body) {
        var rule = FaultReading.parse(body);
        faults.add(rule);
        return WorldJson.fault(rule);
    }

    private JsonObject turnSwitches(JsonObject body) {
        for (String name : body.fieldNames()) {
            Switch each = Switch.valueOf(name);
            if (body.getBoolean(name, false)) {
                world.switches().turnOn(each);
            } else {
                world.switches().turnOff(each);
            }
        }
        return WorldJson.switches(world.switches());
    }

    private JsonObject moveClock(JsonObject body) {
        world.time().advance(Duration.parse(Required.text(body, "advance")));
        return clock();
    }

    private JsonObject registerApp(JsonObject body) {
        String clientId = Required.text(body, "clientId");
        var app = new RegisteredApp(
                clientId,
                body.getString("name", "App " + clientId),
                texts(body, "secrets"),
                texts(body, "redirectUris"),
                body.getString("deauthorizeUri"),
                body.getString("deletionUri"),
                Provider.named(body.getString("provider", "threads")));
        world.apps().register(app);
        return new JsonObject().put("clientId", clientId);
    }

    private JsonObject changePerson(JsonObject body) {
        Person person = world.people()
                .change(Required.text(body, "username"), before -> before.named(body.getString("name", before.name()))
                        .asPrivate(body.getBoolean("isPrivate", before.isPrivate()))
                        .asTester(body.getBoolean("isTester", before.isTester())));
        return WorldJson.person(person);
    }

    private JsonObject grant(JsonObject body) {
        String username = Required.text(body, "username");
        String clientId = Required.text(body, "clientId");
        String redirectUri = Required.text(body, "redirectUri");
        Provider provider =
                world.apps().find(clientId).map(RegisteredApp::provider).orElse(Provider.THREADS);
        Set<String> scopes = Set.copyOf(
                List.of(body.getString("scope", provider.usualScopes()).split(",")));
        String code = body.containsKey("pages")
                ? world.grant(clientId, redirectUri, username, scopes, Set.copyOf(texts(body, "pages")))
                : body.getBoolean("forSystemUser", false)
                        ? world.grantForBusiness(clientId, redirectUri, username, scopes)
                        : world.grant(clientId, redirectUri, username, scopes);
        return new JsonObject()
                .put("code", code)
                .put("personId", world.people().named(username).idText());
    }

    private JsonObject configure(JsonObject body) {
        var configuration =
                new Configuration(Set.copyOf(texts(body, "scopes")), body.getBoolean("forSystemUser", false));
        world.configure(Required.text(body, "id"), configuration);
        return new JsonObject().put("id", Required.text(body, "id"));
    }

    private JsonObject revoke(JsonObject body) {
        int subcode = body.getInteger("subcode", IssuedToken.PASSWORD_CHANGED);
        return new JsonObject().put("revoked", world.tokens().revoke(whichTokens(body), subcode));
    }

    private JsonObject restore(JsonObject body) {
        return new JsonObject().put("restored", world.tokens().restore(whichTokens(body)));
    }

    private static Predicate<IssuedToken> whichTokens(JsonObject body) {
        String username = body.getString("username");
        String personId = body.getString("personId");
        String value = body.getString("token");
        String clientId = body.getString("clientId");
        if (username == null && personId == null && value == null) {
            throw new IllegalArgumentException("one of the fields username, personId and token is missing");
        }
        return token -> matches(username, token.person().username())
                && matches(personId, token.person().idText())
                && matches(value, token.value())
                && matches(clientId, token.clientId());
    }

    private JsonObject removeApp(JsonObject body) {
        int revoked = settings.removeApp(Required.text(body, "clientId"), Required.text(body, "username"));
        return new JsonObject().put("revoked", revoked);
    }

    private static boolean matches(@Nullable String wanted, String actual) {
        return wanted == null || wanted.equals(actual);
    }

    private static List<String> texts(JsonObject body, String field) {
        return Required.texts(body.getJsonArray(field, new JsonArray()));
    }

    private static void get(Router router, String path, Supplier<JsonObject> read) {
        router.get(path).handler(context -> Answers.send(context, Answer.json(read.get())));
    }

    private static void post(Router router, String path, Function<JsonObject, JsonObject> change) {
        router.post(path).handler(context -> answer(context, body -> Future.succeededFuture(change.apply(body))));
    }

    private static void answer(RoutingContext context, Function<JsonObject, Future<JsonObject>> change) {
        changed(context, change).onSuccess(answer -> {
            if (!context.response().closed()) {
                Answers.send(context, answer);
            }
        });
    }

    private static Future<Answer> changed(RoutingContext context, Function<JsonObject, Future<JsonObject>> change) {
        Buffer body = context.body().buffer();
        if (body == null) {
            return Future.succeededFuture(error(400, "the body must be a JSON object"));
        }
        try {
            return change.apply(new JsonObject(body)).map(Answer::json);
        } catch (DecodeException | ClassCastException malformed) {
            return Future.succeededFuture(error(400, "the body must be a JSON object with the documented fields"));
        } catch (IllegalArgumentException | IllegalStateException | DateTimeException refused) {
            return Future.succeededFuture(error(400, String.valueOf(refused.getMessage())));
        }
    }

    private static Answer error(int status, String message) {
        return Answer.json(status, new JsonObject().put("error", message));
    }
}
