package io.tokenkeep.simulator.oauth;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.oauth.Product.Hindrance;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.Switches;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an app asked a person for, once the app is known. */
public record AuthorizeRequest(
        RegisteredApp app,
        String redirectUri,
        Set<String> scopes,
        @Nullable String state,
        Product product) {

    /** The list of scopes is open (K4), their form is not. */
    private static final Pattern SCOPE = Pattern.compile("[a-z][a-z0-9_]*");

    static AuthorizeRequest of(ApiRequest request, RegisteredApp app, Product product, Switches switches) {
        String separator = switches.isOn(Switch.K2_SPACES_SEPARATE_SCOPES) ? "[, ]" : ",";
        Set<String> scopes = Arrays.stream(request.parameter("scope", "").split(separator))
                .filter(scope -> !scope.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        return new AuthorizeRequest(
                app, request.parameter("redirect_uri", ""), scopes, request.parameter("state"), product);
    }

    /** Why the request is not shown to the person: a JSON page, never a redirect. Empty if all is well. */
    Optional<Answer> refusal(@Nullable String responseType, Switches switches) {
        if (!app.redirectsTo(redirectUri)) {
            return refuse(
                    Hindrance.FOREIGN_REDIRECT,
                    "URL Blocked: this redirect failed because the redirect URI is not whitelisted in the app's"
                            + " client OAuth settings.");
        }
        if (switches.isOn(Switch.REQUIRE_HTTPS) && !redirectUri.startsWith("https://")) {
            return refuse(
                    Hindrance.INSECURE_REDIRECT,
                    "Insecure Login Blocked: you can't get an access token or log in to this app from an insecure"
                            + " page. Try re-loading the page as https://");
        }
        if (responseType != null && !responseType.equals("code")) {
            return refuse(Hindrance.BAD_PARAMETER, "Invalid response_type");
        }
        Optional<String> malformed =
                scopes.stream().filter(scope -> !SCOPE.matcher(scope).matches()).findFirst();
        if (malformed.isPresent() || !scopes.contains(product.basicScope())) {
            return refuse(Hindrance.BAD_PARAMETER, "Invalid scope: " + product.basicScope() + " is required");
        }
        return Optional.empty();
    }

    /** What the person leaves of the scopes: all of them where nothing is said, else those in the comma-separated lists. */
    Set<String> granted(List<String> choice) {
        return choice.isEmpty()
                ? scopes
                : choice.stream()
                        .flatMap(list -> Arrays.stream(list.split(",")))
                        .filter(scope -> !scope.isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
    }

    private Optional<Answer> refuse(Hindrance hindrance, String message) {
        return Optional.of(product.hindered(hindrance, message));
    }
}
