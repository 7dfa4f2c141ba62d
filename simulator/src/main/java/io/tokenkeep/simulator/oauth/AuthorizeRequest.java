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

/** The request of a known app for a person's consent. */
public record AuthorizeRequest(
        RegisteredApp app,
        String redirectUri,
        Set<String> scopes,
        @Nullable String state,
        Product product) {

    /** Any scope of this form is accepted (K4). */
    private static final Pattern SCOPE = Pattern.compile("[a-z][a-z0-9_]*");

    static AuthorizeRequest of(ApiRequest request, RegisteredApp app, Product product, Switches switches) {
        String separator = switches.isOn(Switch.K2_SPACES_SEPARATE_SCOPES) ? "[, ]" : ",";
        Set<String> scopes = Arrays.stream(request.parameter("scope", "").split(separator))
                .filter(scope -> !scope.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        return new AuthorizeRequest(
                app, request.parameter("redirect_uri", ""), scopes, request.parameter("state"), product);
    }

    /** The JSON error, never a redirect, if the request is refused. Empty if it is valid. */
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

    /** The scopes that the person grants: all by default, else those in the comma-separated lists. */
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
