package io.tokenkeep.simulator.facebook;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.ApiCall;
import io.tokenkeep.simulator.http.ApiEndpoint;
import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.http.Documented;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.http.Subject;
import io.tokenkeep.simulator.registry.People;
import io.tokenkeep.simulator.registry.Permissions;
import io.tokenkeep.simulator.registry.Person;
import io.tokenkeep.simulator.registry.Provider;
import io.tokenkeep.simulator.registry.Reach;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.World;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Facebook's dialog. A script decides with {@code sim_user} and {@code sim_decision} (grant, cancel, fail, never), and
 * names with {@code sim_scopes} and {@code sim_pages} what stays ticked. The form on the page sends the same.
 */
final class DialogEndpoint implements ApiEndpoint {
    private final World world;

    DialogEndpoint(World world) {
        this.world = world;
    }

    @Override
    public Endpoint name(ApiRequest request) {
        return Endpoint.AUTHORIZE;
    }

    @Override
    public Documented documented(ApiRequest request) {
        return Documented.of("client_id", "redirect_uri", "state")
                .or(
                        "response_type",
                        "scope",
                        "config_id",
                        "override_default_response_type",
                        "auth_type",
                        "auth_nonce",
                        "display");
    }

    @Override
    public ApiCall begin(ApiRequest request) {
        var subject = new Subject(request.parameter("client_id"), request.parameter("sim_user"));
        return ApiCall.of(subject, () -> answer(request));
    }

    private Answer answer(ApiRequest request) {
        Optional<RegisteredApp> app = world.apps().find(Provider.FACEBOOK, request.parameter("client_id"));
        if (app.isEmpty()) {
            return DialogPage.error("Invalid App ID: The provided app ID does not look like a valid app ID.");
        }
        var asked = DialogRequest.of(request, app.get(), world);
        return asked.hindrance(request, world.switches())
                .map(DialogPage::error)
                .orElseGet(() -> decide(request, asked));
    }

    private Answer decide(ApiRequest request, DialogRequest asked) {
        String username = request.parameter("sim_user", world.text().username());
        if (!People.isUsername(username)) {
            return DialogPage.error("A username is 1 to 60 of a-z, 0-9, dot, dash and underscore");
        }
        return switch (request.parameter("sim_decision", "")) {
            case "grant" ->
                world.switches().isOn(Switch.K19_FAILURE_WITHOUT_ERROR)
                        ? fail(asked)
                        : shownAndGranted(request, asked, world.people().named(username));
            case "cancel" -> cancel(asked);
            case "fail" -> fail(asked);
            case "never" -> DialogPage.silent();
            default ->
                question(request, asked, DialogPage.Ticks.all(world.people().named(username)));
        };
    }

    /** Asks again if another person is named on the page, so that only what was shown is granted. */
    private Answer shownAndGranted(ApiRequest request, DialogRequest asked, Person person) {
        String shown = request.parameter("sim_shown", person.username());
        if (shown.equals(person.username())) {
            return grant(request, asked, person);
        }
        if (!People.isUsername(shown)) {
            return DialogPage.error("sim_shown names nobody");
        }
        Set<String> pagesShown = world.pages().idsOf(world.people().named(shown));
        Set<String> pages = DialogRequest.chosen(request.values("sim_pages"), pagesShown);
        Set<String> scopes = DialogRequest.chosen(request.values("sim_scopes"), asked.scopes());
        return question(
                request,
                asked,
                new DialogPage.Ticks(
                        person, scopes::contains, page -> pages.contains(page) || !pagesShown.contains(page)));
    }

    private Answer question(ApiRequest request, DialogRequest asked, DialogPage.Ticks ticks) {
        return DialogPage.question(
                asked, said(asked, ticks.person()), ticks, world.pages().of(ticks.person()), request);
    }

    private Answer grant(ApiRequest request, DialogRequest asked, Person person) {
        if (world.switches().isOn(Switch.DEVELOPMENT_MODE) && !person.isTester()) {
            return DialogPage.error("App not active: This app is not accessible right now.");
        }
        Set<String> own = world.pages().idsOf(person);
        Set<String> pages = DialogRequest.chosen(request.values("sim_pages"), own);
        var asksFor = new HashSet<>(asked.scopes());
        asksFor.add(DialogRequest.ALWAYS);
        var granted = new HashSet<>(DialogRequest.chosen(request.values("sim_scopes"), asksFor));
        if (!own.containsAll(pages) || !asksFor.containsAll(granted)) {
            return DialogPage.error("sim_scopes or sim_pages names what was not asked for");
        }
        boolean allOrNothing = asked.config() != null && world.switches().isOn(Switch.K42_ALL_OR_NOTHING);
        if (allOrNothing && !granted.equals(asksFor)) {
            return cancel(asked);
        }
        granted.removeAll(asked.declinedForGood(said(asked, person)));
        Reach reach = Reach.of(Provider.FACEBOOK, pages);
        String code = world.grant(
                asked.app(),
                asked.redirectUri(),
                person,
                granted,
                asked.forSystemUser() ? reach.asSystemUser() : reach);
        asksFor.removeAll(granted);
        asksFor.remove(DialogRequest.ALWAYS);
        world.permissions().decide(asked.app().clientId(), person, Set.of(), asksFor);
        String scopes = asked.wantsScopes()
                ? "&granted_scopes=" + encode(String.join(",", new TreeSet<>(granted))) + "&denied_scopes="
                        + encode(String.join(",", new TreeSet<>(asksFor)))
                : "";
        return back(asked, "code=" + code + scopes);
    }

    private Map<String, Permissions.Status> said(DialogRequest asked, Person person) {
        return world.permissions().of(asked.app().clientId(), person);
    }

    private Answer cancel(DialogRequest asked) {
        return back(
                asked,
                world.switches().isOn(Switch.K18_OLD_CANCEL)
                        ? "error=access_denied&error_reason=user_denied"
                                + "&error_description=The+user+denied+your+request."
                        : "error=access_denied&error_code=200&error_description=Permissions+error"
                                + "&error_reason=user_denied");
    }

    private static Answer fail(DialogRequest asked) {
        return back(
                asked,
                "error_code=1349126&error_message=" + encode("App Not Setup: This app is still in development."));
    }

    private static Answer back(DialogRequest asked, String query) {
        String first = asked.redirectUri().contains("?") ? "&" : "?";
        String echoed = asked.state() == null ? "" : "&state=" + encode(asked.state());
        return Answer.redirect(asked.redirectUri() + first + query + echoed + "#_=_");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
