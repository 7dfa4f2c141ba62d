package io.tokenkeep.simulator.facebook;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Page;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.World;
import java.util.List;
import java.util.stream.IntStream;

/** The Pages that a person runs and left ticked, each with the token of that Page in the person's name. */
final class Accounts {
    private static final String LISTING_SCOPE = "pages_show_list";

    private final Callers callers;
    private final World world;
    private final String userId;
    private final PageListing pages;

    Accounts(Callers callers, World world, String userId) {
        this.callers = callers;
        this.world = world;
        this.userId = userId;
        this.pages = new PageListing(callers, world, true);
    }

    Answer of(ApiRequest request, IssuedToken caller) {
        return callers.isOf(caller, userId) ? list(request, caller) : callers.missing(request, userId);
    }

    private Answer list(ApiRequest request, IssuedToken caller) {
        if (caller.reach().isPage()) {
            return callers.errors()
                    .invalidParameter("(#100) Tried accessing nonexisting field (accounts) on node type (Page)");
        }
        return pages.of(request, listed(visible(caller)), caller);
    }

    /** The part of the list that is shown, while every Page's token works (K41, K44). */
    private List<Page> listed(List<Page> pages) {
        if (world.switches().isOn(Switch.K44_EMPTY_LIST)) {
            return List.of();
        }
        boolean withheld = world.switches().isOn(Switch.K41_PORTFOLIO_PAGES_NOT_LISTED);
        List<Page> shown = pages.stream()
                .filter(page -> !withheld || page.holder().isEmpty())
                .toList();
        return world.switches().isOn(Switch.K44_SHORT_LIST)
                ? IntStream.range(0, shown.size())
                        .filter(i -> i % 2 == 0)
                        .mapToObj(shown::get)
                        .toList()
                : shown;
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
