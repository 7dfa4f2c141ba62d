package io.tokenkeep.sandbox.simulator.facebook;

import io.tokenkeep.sandbox.simulator.http.Answer;
import io.tokenkeep.sandbox.simulator.http.ApiCall;
import io.tokenkeep.sandbox.simulator.http.ApiEndpoint;
import io.tokenkeep.sandbox.simulator.http.ApiRequest;
import io.tokenkeep.sandbox.simulator.http.Endpoint;
import io.tokenkeep.sandbox.simulator.http.Fields;
import io.tokenkeep.sandbox.simulator.registry.IssuedToken;
import io.tokenkeep.sandbox.simulator.registry.Page;
import io.tokenkeep.sandbox.simulator.registry.World;
import java.util.List;
import java.util.Optional;

/** The Pages that a person runs and left ticked, each with the token of that Page in the person's name. */
final class AccountsEndpoint implements ApiEndpoint {
    private static final String USUAL = "access_token,category,category_list,name,id,tasks";
    private static final String LISTING_SCOPE = "pages_show_list";

    private final Callers callers;
    private final World world;
    private final String userId;
    private final PageJson pages;
    private final Listing listing;

    AccountsEndpoint(Callers callers, World world, String userId) {
        this.callers = callers;
        this.world = world;
        this.userId = userId;
        this.pages = new PageJson(world);
        this.listing = new Listing(world.switches());
    }

    @Override
    public Endpoint name(ApiRequest request) {
        return Endpoint.ACCOUNTS;
    }

    @Override
    public ApiCall begin(ApiRequest request) {
        return callers.call(
                request,
                caller -> callers.isOf(caller, userId) ? list(request, caller) : callers.missing(request, userId));
    }

    private Answer list(ApiRequest request, IssuedToken caller) {
        if (caller.reach().isPage()) {
            return callers.errors()
                    .invalidParameter("(#100) Tried accessing nonexisting field (accounts) on node type (Page)");
        }
        Fields fields = Fields.parse(request.parameter("fields", USUAL));
        Optional<String> unknown = PageJson.unknown(fields);
        return unknown.isPresent()
                ? callers.noField(unknown.get(), "Page")
                : listing.of(
                        request,
                        visible(caller).stream()
                                .map(page -> pages.write(page, fields, caller))
                                .toList());
    }

    private List<Page> visible(IssuedToken caller) {
        boolean seesAny = caller.scopes().contains(LISTING_SCOPE) && !callers.isLapsed(caller);
        return seesAny
                ? world.pages().of(caller.person()).stream()
                        .filter(page -> caller.reach().pages().contains(page.id()))
                        .toList()
                : List.of();
    }
}
