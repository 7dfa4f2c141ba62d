package io.tokenkeep.simulator.facebook;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Page.Portfolio;
import io.tokenkeep.simulator.registry.World;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The business portfolios that hold a Page of a person, and the Pages that such a portfolio owns or has from its
 * clients. Includes, without a token, Pages that the person left unticked (K41).
 */
final class Portfolios {
    private static final String SCOPE = "business_management";

    private final Callers callers;
    private final World world;
    private final String id;

    /** @param id a person's id for {@link #of}, else a portfolio's */
    Portfolios(Callers callers, World world, String id) {
        this.callers = callers;
        this.world = world;
        this.id = id;
    }

    Answer of(ApiRequest request, IssuedToken caller) {
        if (!callers.isOf(caller, id)) {
            return callers.missing(request, id);
        }
        return caller.scopes().contains(SCOPE)
                ? new Listing(world.switches())
                        .of(
                                request,
                                visible(caller).stream()
                                        .map(each ->
                                                new JsonObject().put("id", each).put("name", "Business " + each))
                                        .toList())
                : callers.errors().invalidParameter("(#100) Missing Permissions");
    }

    Answer ownedPages(ApiRequest request, IssuedToken caller) {
        return pages(request, caller, false);
    }

    Answer clientPages(ApiRequest request, IssuedToken caller) {
        return pages(request, caller, true);
    }

    private Answer pages(ApiRequest request, IssuedToken caller, boolean clients) {
        Portfolio asked = new Portfolio(id, clients);
        return visible(caller).contains(id)
                ? new PageListing(callers, world, false)
                        .of(
                                request,
                                world.pages().all().stream()
                                        .filter(page -> page.holder()
                                                .filter(asked::equals)
                                                .isPresent())
                                        .toList(),
                                caller)
                : callers.missing(request, id);
    }

    /** Empty if the permission to read portfolios is missing. */
    private Set<String> visible(IssuedToken caller) {
        return caller.scopes().contains(SCOPE) && !caller.reach().isPage()
                ? world.pages().of(caller.person()).stream()
                        .flatMap(page -> page.holder().stream())
                        .map(Portfolio::id)
                        .collect(Collectors.toCollection(TreeSet::new))
                : Set.of();
    }
}
