package io.tokenkeep.simulator.facebook;

import io.tokenkeep.simulator.http.Address;
import io.tokenkeep.simulator.http.ApiEndpoint;
import io.tokenkeep.simulator.http.ApiPaths;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.http.GraphErrors;
import io.tokenkeep.simulator.oauth.AppTokenEndpoint;
import io.tokenkeep.simulator.oauth.ClientChecks;
import io.tokenkeep.simulator.oauth.TokenChecks;
import io.tokenkeep.simulator.registry.Provider;
import io.tokenkeep.simulator.registry.World;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The addresses of Facebook, without version and trailing slash; ids are part of them. */
public final class FacebookPaths implements ApiPaths {
    private final World world;
    private final GraphErrors errors;
    private final Callers callers;
    private final BiConsumer<String, String> removal;
    private final Map<String, ApiEndpoint> fixed;

    /** @param removal called when an app is removed, with its client id and the person's username */
    public FacebookPaths(World world, BiConsumer<String, String> removal) {
        this.world = world;
        this.errors = new GraphErrors(world.text(), world.switches(), Provider.FACEBOOK);
        this.callers = new Callers(world, new TokenChecks(world, Provider.FACEBOOK, errors), errors);
        this.removal = removal;
        var clients = new ClientChecks(world.apps(), Provider.FACEBOOK, errors);
        this.fixed = Map.of(
                "/dialog/oauth", new DialogEndpoint(world),
                "/oauth/access_token",
                        new OauthTokenEndpoint(
                                new CodeEndpoint(world, clients, errors),
                                new ExchangeEndpoint(world, clients, errors),
                                new AppTokenEndpoint(world, clients),
                                errors),
                "/oauth/revoke", new RevokeEndpoint(world, clients, callers),
                "/debug_token", new DebugEndpoint(world, callers));
    }

    @Override
    public GraphErrors errors() {
        return errors;
    }

    @Override
    public Optional<ApiEndpoint> find(Address address) {
        ApiEndpoint known = fixed.get(address.path());
        return known == null ? ofObject(address.steps()) : Optional.of(known);
    }

    private Optional<ApiEndpoint> ofObject(String[] steps) {
        String id = steps[0];
        if (!id.matches("me|\\d{1,25}")) {
            return Optional.empty();
        }
        if (steps.length == 1) {
            return Optional.of(new NodeEndpoint(callers, world, id));
        }
        return switch (steps[1]) {
            case "accounts", "businesses", "owned_pages", "client_pages" ->
                steps.length == 2 ? Optional.of(list(id, steps[1])) : Optional.empty();
            case "permissions" ->
                steps.length <= 3
                        ? Optional.of(new PermissionsEndpoint(
                                callers, world, removal, id, steps.length == 3 ? steps[2] : null))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private ApiEndpoint list(String id, String name) {
        var portfolios = new Portfolios(callers, world, id);
        return switch (name) {
            case "businesses" -> new ListEndpoint(Endpoint.BUSINESSES, callers, portfolios::of);
            case "owned_pages" -> new ListEndpoint(Endpoint.BUSINESSES, callers, portfolios::ownedPages);
            case "client_pages" -> new ListEndpoint(Endpoint.BUSINESSES, callers, portfolios::clientPages);
            default -> new ListEndpoint(Endpoint.ACCOUNTS, callers, new Accounts(callers, world, id)::of);
        };
    }
}
