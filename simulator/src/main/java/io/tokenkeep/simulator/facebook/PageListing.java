package io.tokenkeep.simulator.facebook;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.http.Fields;
import io.tokenkeep.simulator.http.GraphEnvelope;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Page;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.World;
import io.vertx.core.json.JsonObject;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;

/** A list of Pages, and the conditions that fail the whole list (K45). */
final class PageListing {
    private static final String USUAL = "access_token,category,category_list,name,id,tasks";
    private static final int LIGHT = 10;

    private final Callers callers;
    private final World world;
    private final boolean isThePersons;
    private final PageJson pages;
    private final Listing listing;

    PageListing(Callers callers, World world, boolean isThePersons) {
        this.callers = callers;
        this.world = world;
        this.isThePersons = isThePersons;
        this.pages = new PageJson(world);
        this.listing = new Listing(world.switches());
    }

    Answer of(ApiRequest request, List<Page> of, IssuedToken caller) {
        Fields fields = Fields.parse(request.parameter("fields", USUAL));
        Optional<String> unknown = pages.unknown(fields);
        if (unknown.isPresent()) {
            return callers.noField(unknown.get(), "Page");
        }
        if (fields.has(PageJson.INSTAGRAM)) {
            if (isOn(Switch.K45_INSTAGRAM_IS_CODE_10)) {
                return callers.errors().answer(10, "(#10) Application does not have permission for this action");
            }
            if (isOn(Switch.K45_INSTAGRAM_IS_CODE_200)) {
                return callers.errors()
                        .answer(GraphEnvelope.of(
                                403, 200, "(#200) Requires instagram_basic permission to manage the object"));
            }
        }
        if (isOn(Switch.K45_LESS_DATA) && Integer.parseInt(request.parameter("limit", "25")) > LIGHT) {
            return callers.errors()
                    .answer(GraphEnvelope.of(
                            500,
                            1,
                            "Please reduce the amount of data you\u2019re asking for, then retry your request"));
        }
        return listing.of(request, written(of, fields, caller));
    }

    /** Writes each Page on demand, because a Page that is not shown gets no token. */
    private List<JsonObject> written(List<Page> of, Fields fields, IssuedToken caller) {
        boolean lacking = isThePersons && isOn(Switch.K44_LIST_LACKS_TOKENS);
        return new AbstractList<>() {
            @Override
            public JsonObject get(int index) {
                JsonObject item = pages.write(of.get(index), fields, caller);
                if (lacking && index % 2 == 1) {
                    item.remove("access_token");
                }
                return item;
            }

            @Override
            public int size() {
                return of.size();
            }
        };
    }

    private boolean isOn(Switch each) {
        return world.switches().isOn(each);
    }
}
