package io.tokenkeep.simulator.threads;

import io.tokenkeep.simulator.http.ApiPaths;
import io.tokenkeep.simulator.http.GraphErrors;
import io.tokenkeep.simulator.oauth.AppTokenEndpoint;
import io.tokenkeep.simulator.oauth.AuthorizeEndpoint;
import io.tokenkeep.simulator.oauth.ClientChecks;
import io.tokenkeep.simulator.oauth.MeEndpoint;
import io.tokenkeep.simulator.oauth.RefreshEndpoint;
import io.tokenkeep.simulator.oauth.TokenChecks;
import io.tokenkeep.simulator.oauth.UpgradeEndpoint;
import io.tokenkeep.simulator.registry.Provider;
import io.tokenkeep.simulator.registry.World;
import java.util.Map;

/** The addresses of the Threads API, without version and trailing slash. */
public final class ThreadsEndpoints {
    private ThreadsEndpoints() {}

    public static ApiPaths of(World world) {
        var graph = new GraphErrors(world.text(), world.switches(), Provider.THREADS);
        var errors = new ThreadsErrors(graph, world.switches());
        var product = new ThreadsProduct(errors, graph);
        var clients = new ClientChecks(world.apps(), Provider.THREADS, graph);
        var tokens = new TokenChecks(world, Provider.THREADS, graph);
        var upgrade = new UpgradeEndpoint(world, product, tokens, graph);
        var oauth = new OauthTokenEndpoint(
                world, graph, new CodeEndpoint(world, clients, errors), new AppTokenEndpoint(world, clients), upgrade);
        return ApiPaths.of(
                Map.of(
                        "/oauth/authorize", new AuthorizeEndpoint(world, product),
                        "/oauth/access_token", oauth,
                        "/access_token", upgrade,
                        "/refresh_access_token", new RefreshEndpoint(world, product, tokens, graph),
                        "/me", new MeEndpoint(world, product, tokens, graph, ThreadsUser.NODE),
                        "/debug_token", new DebugEndpoint(world, tokens, graph)),
                graph);
    }
}
