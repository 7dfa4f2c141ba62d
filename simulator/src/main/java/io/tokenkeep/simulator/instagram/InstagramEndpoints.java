package io.tokenkeep.simulator.instagram;

import io.tokenkeep.simulator.http.ApiPaths;
import io.tokenkeep.simulator.http.GraphErrors;
import io.tokenkeep.simulator.oauth.AuthorizeEndpoint;
import io.tokenkeep.simulator.oauth.MeEndpoint;
import io.tokenkeep.simulator.oauth.RefreshEndpoint;
import io.tokenkeep.simulator.oauth.TokenChecks;
import io.tokenkeep.simulator.oauth.UpgradeEndpoint;
import io.tokenkeep.simulator.registry.Provider;
import io.tokenkeep.simulator.registry.World;
import java.util.Map;

/** The addresses of the Instagram API with Instagram Login, of all its hosts, without version and trailing slash. */
public final class InstagramEndpoints {
    private InstagramEndpoints() {}

    public static ApiPaths of(World world) {
        var graph = new GraphErrors(world.text(), world.switches(), Provider.INSTAGRAM);
        var product = new InstagramProduct(graph, world);
        var tokens = new TokenChecks(world, Provider.INSTAGRAM, graph);
        return ApiPaths.of(
                Map.of(
                        "/oauth/authorize", new AuthorizeEndpoint(world, product),
                        "/oauth/access_token", new CodeEndpoint(world, product),
                        "/access_token", new UpgradeEndpoint(world, product, tokens, graph),
                        "/refresh_access_token", new RefreshEndpoint(world, product, tokens, graph),
                        "/me", new MeEndpoint(world, product, tokens, graph, InstagramUser.node(world.switches()))),
                graph);
    }
}
