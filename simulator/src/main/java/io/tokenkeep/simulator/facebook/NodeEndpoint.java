package io.tokenkeep.simulator.facebook;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.ApiCall;
import io.tokenkeep.simulator.http.ApiEndpoint;
import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.http.Documented;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.http.Fields;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Page;
import io.tokenkeep.simulator.registry.Page.LinkedAccount;
import io.tokenkeep.simulator.registry.Person;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.World;
import java.util.Optional;

/** One object by its id, or {@code me}: a person, a Page, or an Instagram account that is linked to a Page. */
final class NodeEndpoint implements ApiEndpoint {
    private final Callers callers;
    private final World world;
    private final String id;
    private final PageJson pages;

    NodeEndpoint(Callers callers, World world, String id) {
        this.callers = callers;
        this.world = world;
        this.id = id;
        this.pages = new PageJson(world);
    }

    @Override
    public Endpoint name(ApiRequest request) {
        return isPage() ? Endpoint.PAGE : Endpoint.ME;
    }

    @Override
    public Documented documented(ApiRequest request) {
        return Documented.withToken().or("fields");
    }

    @Override
    public ApiCall begin(ApiRequest request) {
        return callers.call(request, caller -> describe(request, caller));
    }

    private boolean isPage() {
        return world.pages().find(id).isPresent();
    }

    private Answer describe(ApiRequest request, IssuedToken caller) {
        Fields fields = Fields.parse(request.parameter("fields", "id,name"));
        String page = id.equals("me") ? caller.reach().page() : id;
        Optional<Page> found =
                page == null ? Optional.empty() : world.pages().find(page).filter(each -> sees(caller, each));
        if (found.isPresent() && !isHidden(found.get(), caller)) {
            return page(found.get(), fields, caller);
        }
        Optional<LinkedAccount> linked = world.pages().findLinked(id).filter(account -> sees(caller, account));
        if (linked.isPresent()) {
            return linked(linked.get(), Fields.parse(request.parameter("fields", "id,username")));
        }
        return callers.isOf(caller, id) && !caller.reach().isPage()
                ? person(fields, caller)
                : callers.missing(request, id);
    }

    private Answer page(Page page, Fields fields, IssuedToken caller) {
        Optional<String> unknown = pages.unknown(fields);
        if (unknown.isPresent()) {
            return callers.noField(unknown.get(), "Page");
        }
        return fields.has("access_token") && !Impersonation.isPermitted(caller)
                ? callers.errors().answer(Impersonation.refusal())
                : Answer.json(pages.write(page, fields, caller));
    }

    private Answer linked(LinkedAccount account, Fields fields) {
        return LinkedJson.unknown(fields)
                .map(name -> callers.noField(name, "IGUser"))
                .orElseGet(() -> Answer.json(LinkedJson.write(account, fields)));
    }

    private Answer person(Fields fields, IssuedToken caller) {
        Person person = world.people().named(caller.person().username());
        return PersonJson.unknown(fields)
                .map(name -> callers.noField(name, "User"))
                .orElseGet(() -> Answer.json(PersonJson.write(person, fields, caller, callers.isLapsed(caller))));
    }

    private boolean isHidden(Page page, IssuedToken caller) {
        return world.switches().isOn(Switch.K41_PORTFOLIO_PAGES_NOT_READABLE)
                && page.holder().isPresent()
                && !caller.reach().isPage();
    }

    private boolean sees(IssuedToken caller, Page page) {
        return caller.reach().pages().contains(page.id())
                && page.isRunBy(caller.person().username())
                && !callers.isLapsed(caller);
    }

    private boolean sees(IssuedToken caller, LinkedAccount account) {
        return caller.reach().pages().stream()
                .flatMap(page -> world.pages().find(page).stream())
                .anyMatch(page -> sees(caller, page)
                        && page.linked().filter(account::equals).isPresent());
    }
}
