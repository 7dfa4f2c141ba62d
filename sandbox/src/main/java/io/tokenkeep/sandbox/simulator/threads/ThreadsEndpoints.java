package io.tokenkeep.sandbox.simulator.threads;

import io.tokenkeep.sandbox.simulator.http.ApiEndpoint;
import io.tokenkeep.sandbox.simulator.http.GraphErrors;
import io.tokenkeep.sandbox.simulator.registry.World;
import java.util.Map;

/** The addresses of the Threads API, without version and trailing slash. */
public final class ThreadsEndpoints {
    private ThreadsEndpoints() {}

    public static Map<String, ApiEndpoint> of(World world, GraphErrors graph) {
        var errors = new ThreadsErrors(graph, world.switches());
        var clients = new ClientChecks(world.apps(), graph);
        var tokens = new TokenChecks(world, graph);
        var upgrade = new UpgradeEndpoint(world, tokens, clients, graph);
        var oauth = new OauthTokenEndpoint(
                world, graph, new CodeEndpoint(world, clients, errors), new AppTokenEndpoint(world, clients), upgrade);
        return Map.of(
                "/oauth/authorize", new AuthorizeEndpoint(world),
                "/oauth/access_token", oauth,
                "/access_token", upgrade,
                "/refresh_access_token", new RefreshEndpoint(world, tokens, graph),
                "/me", new MeEndpoint(tokens, graph),
                "/debug_token", new DebugEndpoint(world, tokens, graph));
    }
}
