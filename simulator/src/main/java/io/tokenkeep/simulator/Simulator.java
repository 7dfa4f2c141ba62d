package io.tokenkeep.simulator;

import io.tokenkeep.simulator.callback.AccountSettings;
import io.tokenkeep.simulator.callback.Callbacks;
import io.tokenkeep.simulator.facebook.FacebookPaths;
import io.tokenkeep.simulator.fault.FaultRule;
import io.tokenkeep.simulator.fault.Faults;
import io.tokenkeep.simulator.http.ApiPaths;
import io.tokenkeep.simulator.http.GraphErrors;
import io.tokenkeep.simulator.instagram.InstagramEndpoints;
import io.tokenkeep.simulator.registry.Apps;
import io.tokenkeep.simulator.registry.Codes;
import io.tokenkeep.simulator.registry.Complaint;
import io.tokenkeep.simulator.registry.Configuration;
import io.tokenkeep.simulator.registry.Lifetimes;
import io.tokenkeep.simulator.registry.Pages;
import io.tokenkeep.simulator.registry.People;
import io.tokenkeep.simulator.registry.Permissions;
import io.tokenkeep.simulator.registry.Provider;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.SimulatedTime;
import io.tokenkeep.simulator.registry.Switches;
import io.tokenkeep.simulator.registry.Tokens;
import io.tokenkeep.simulator.registry.World;
import io.tokenkeep.simulator.threads.ThreadsEndpoints;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.BindException;
import java.net.URI;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A running stand-in for the token endpoints of Threads, Facebook and Instagram, with its control API on the same
 * port. This class offers in process everything that the control API offers. Thread-safe.
 */
public final class Simulator {
    private static final int MAX_BODY = 64 * 1024;
    private static final int MAX_LINE = 32 * 1024;

    private final HttpServer server;
    private final URI baseUri;
    private final World world;
    private final Faults faults;
    private final Callbacks callbacks;

    private Simulator(HttpServer server, URI baseUri, World world, Faults faults, Callbacks callbacks) {
        this.server = server;
        this.baseUri = baseUri;
        this.world = world;
        this.faults = faults;
        this.callbacks = callbacks;
    }

    /**
     * Listens; fails with {@link AddressInUseException} if the port is taken. The clock may stand still or be moved.
     */
    public static Future<Simulator> start(Vertx vertx, SimulatorConfig config, InstantSource clock) {
        var world = new World(
                clock, Clock.systemUTC(), config.lifetimes(), config.switches(), config.random(), config.remembered());
        config.apps().forEach(world.apps()::register);
        var faults = new Faults();
        var callbacks = new Callbacks(vertx, world, config.callbackLimit());
        return vertx.createHttpServer(serverOptions(config))
                .requestHandler(router(vertx, config, world, faults, callbacks))
                .listen()
                .map(server -> new Simulator(server, baseUri(config, server.actualPort()), world, faults, callbacks))
                .recover(failure -> callbacks
                        .close()
                        .transform(closed -> Future.failedFuture(
                                failure instanceof BindException
                                        ? new AddressInUseException(config.port(), failure)
                                        : failure)));
    }

    public int port() {
        return server.actualPort();
    }

    /** The address without a trailing slash, such as {@code http://127.0.0.1:8090}. */
    public URI baseUri() {
        return baseUri;
    }

    /** Stops listening and closes every connection, hanging ones included. */
    public Future<Void> close() {
        return server.close().eventually(callbacks::close);
    }

    public SimulatedTime time() {
        return world.time();
    }

    public Lifetimes lifetimes() {
        return world.lifetimes();
    }

    public Switches switches() {
        return world.switches();
    }

    public Apps apps() {
        return world.apps();
    }

    public People people() {
        return world.people();
    }

    public Pages pages() {
        return world.pages();
    }

    public Codes codes() {
        return world.codes();
    }

    public Tokens tokens() {
        return world.tokens();
    }

    public Faults faults() {
        return faults;
    }

    /** Meta's signed calls to the apps. */
    public Callbacks callbacks() {
        return callbacks;
    }

    public void register(RegisteredApp app) {
        world.apps().register(app);
    }

    public void inject(FaultRule rule) {
        faults.add(rule);
    }

    /** Lets a person consent without a browser. Returns the code that the redirect would contain. */
    public String grant(String clientId, String redirectUri, String username, Set<String> scopes) {
        return world.grant(clientId, redirectUri, username, scopes);
    }

    /** The same with a choice of Facebook Pages. */
    public String grant(String clientId, String redirectUri, String username, Set<String> scopes, Set<String> pageIds) {
        return world.grant(clientId, redirectUri, username, scopes, pageIds);
    }

    /**
     * Lets the person remove the app in the settings. Every token of that person and app dies with subcode 458, and the
     * app is called if it has a deauthorize address. Returns the number of tokens that died.
     */
    public int removeApp(String clientId, String username) {
        return settings().removeApp(clientId, username);
    }

    /** People's actions on Meta's own pages: passwords, roles, permissions, checkpoints. */
    public AccountSettings settings() {
        return new AccountSettings(world, callbacks);
    }

    /** The undocumented calls that the switch STRICT has found. */
    public List<Complaint> complaints() {
        return world.complaints().all();
    }

    /** The permissions that people have granted, declined or lost. */
    public Permissions permissions() {
        return world.permissions();
    }

    /** Lets a business consent. Returns a code for a token of its system user. */
    public String grantForBusiness(String clientId, String redirectUri, String username, Set<String> scopes) {
        return world.grantForBusiness(clientId, redirectUri, username, scopes);
    }

    /** Sets the scopes for which a configuration of Facebook Login for Business asks. */
    public void configure(String configurationId, Configuration configuration) {
        world.configure(configurationId, configuration);
    }

    /** Every secret configured or issued, by kind, so that a test can search logs and files for them. */
    public Map<String, List<String>> issuedSecrets() {
        return world.secrets();
    }

    private static Router router(Vertx vertx, SimulatorConfig config, World world, Faults faults, Callbacks callbacks) {
        var errors = new GraphErrors(world.text(), world.switches(), Provider.THREADS);
        var settings = new AccountSettings(world, callbacks);
        Map<Provider, ApiPaths> products = Map.of(
                Provider.THREADS, ThreadsEndpoints.of(world),
                Provider.FACEBOOK, new FacebookPaths(world, settings::removeApp),
                Provider.INSTAGRAM, InstagramEndpoints.of(world));
        var router = Router.router(vertx);
        router.route().failureHandler(context -> Answers.fail(context, errors));
        // curl sends every body as a form; the control API reads it as JSON, whatever its content type.
        router.route("/_control/*").handler(context -> {
            context.request().headers().set("Content-Type", "application/json");
            context.next();
        });
        router.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY));
        router.get("/").handler(HomePage::show);
        router.route("/_control/*").subRouter(ControlRoutes.of(vertx, world, faults, callbacks));
        router.route().handler(new ApiRoutes(vertx, products, world, faults, config.hangLimit()));
        return router;
    }

    private static HttpServerOptions serverOptions(SimulatorConfig config) {
        var options = new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setMaxInitialLineLength(MAX_LINE)
                .setMaxHeaderSize(MAX_LINE)
                .setMaxFormAttributeSize(MAX_BODY);
        var tls = config.tls();
        return tls == null ? options : options.setSsl(true).setKeyCertOptions(tls);
    }

    private static URI baseUri(SimulatorConfig config, int port) {
        String host = config.host().equals("0.0.0.0") ? "127.0.0.1" : config.host();
        return URI.create((config.tls() == null ? "http://" : "https://") + host + ":" + port);
    }
}
