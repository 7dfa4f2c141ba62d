package io.tokenkeep.simulator.oauth;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.ApiCall;
import io.tokenkeep.simulator.http.ApiEndpoint;
import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.http.Documented;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.http.Html;
import io.tokenkeep.simulator.http.Subject;
import io.tokenkeep.simulator.oauth.Product.Hindrance;
import io.tokenkeep.simulator.registry.People;
import io.tokenkeep.simulator.registry.Person;
import io.tokenkeep.simulator.registry.Reach;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.World;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The page where a person consents. A script decides at once with {@code sim_user}, {@code sim_decision} and, if
 * some scopes are declined, {@code sim_scopes} with the remaining ones. The form on the page sends the same.
 */
public final class AuthorizeEndpoint implements ApiEndpoint {
    private static final String OLD_HOST = "api.instagram.com";

    private final World world;
    private final Product product;

    public AuthorizeEndpoint(World world, Product product) {
        this.world = world;
        this.product = product;
    }

    @Override
    public Endpoint name(ApiRequest request) {
        return Endpoint.AUTHORIZE;
    }

    @Override
    public Documented documented(ApiRequest request) {
        return product.documentedAuthorize();
    }

    @Override
    public ApiCall begin(ApiRequest request) {
        var subject = new Subject(request.parameter("client_id"), request.parameter("sim_user"));
        return ApiCall.of(subject, () -> answer(request));
    }

    private Answer answer(ApiRequest request) {
        if (request.address().origin().contains("://" + OLD_HOST)
                && !world.switches().isOn(Switch.K27_OLD_HOST_ANSWERS)) {
            return Answer.html(404, Html.page(product.title(), "<h1>Sorry, this page isn't available.</h1>"));
        }
        Optional<RegisteredApp> app = world.apps().find(product.provider(), request.parameter("client_id"));
        if (app.isEmpty()) {
            return product.hindered(
                    Hindrance.UNKNOWN_APP,
                    "Missing client_id parameter: no " + product.title() + " app ID was recognized");
        }
        var asked = AuthorizeRequest.of(request, app.get(), product, world.switches());
        return asked.refusal(request.parameter("response_type"), world.switches())
                .orElseGet(() -> decide(request, asked));
    }

    private Answer decide(ApiRequest request, AuthorizeRequest asked) {
        String username = request.parameter("sim_user", world.text().username());
        if (!People.isUsername(username)) {
            return product.hindered(
                    Hindrance.BAD_PARAMETER, "A username is 1 to 60 of a-z, 0-9, dot, dash and underscore");
        }
        return switch (request.parameter("sim_decision", "")) {
            case "grant" -> grant(asked, username, asked.granted(request.values("sim_scopes")));
            case "cancel" -> cancel(asked);
            case "never" -> Answer.html(200, AuthorizePage.silent(product.title()));
            default -> Answer.html(200, AuthorizePage.question(asked, product, username, request));
        };
    }

    private Answer grant(AuthorizeRequest asked, String username, Set<String> granted) {
        if (!asked.scopes().containsAll(granted)) {
            return product.hindered(Hindrance.BAD_PARAMETER, "sim_scopes names a scope that was not asked for");
        }
        Person person = world.people().named(username);
        if (world.switches().isOn(Switch.DEVELOPMENT_MODE) && !person.isTester()) {
            return product.hindered(Hindrance.NOT_A_TESTER, "The user has not accepted the invite to test the app.");
        }
        String code = world.grant(asked.app(), asked.redirectUri(), person, granted, Reach.of(product.provider()));
        return back(asked, "code=" + code, asked.state());
    }

    private Answer cancel(AuthorizeRequest asked) {
        boolean misspelled = world.switches().isOn(Switch.K5_MISSPELLED_CANCEL);
        boolean stateless = world.switches().isOn(Switch.CANCEL_DROPS_STATE);
        String query = "error=" + (misspelled ? "acceess_denied" : "access_denied")
                + "&error_reason=user_denied&error_description="
                + (world.switches().isOn(Switch.CANCEL_IS_PERMISSIONS_ERROR)
                        ? "Permissions+error"
                        : "The+user+denied+your+request");
        return back(asked, query, stateless ? null : asked.state());
    }

    private static Answer back(AuthorizeRequest asked, String query, @Nullable String state) {
        String first = asked.redirectUri().contains("?") ? "&" : "?";
        String echoed = state == null ? "" : "&state=" + URLEncoder.encode(state, StandardCharsets.UTF_8);
        return Answer.redirect(asked.redirectUri() + first + query + echoed + "#_");
    }
}
