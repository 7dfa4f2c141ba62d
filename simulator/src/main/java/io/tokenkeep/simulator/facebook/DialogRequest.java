package io.tokenkeep.simulator.facebook;

import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.registry.Configuration;
import io.tokenkeep.simulator.registry.Permissions;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.Switches;
import io.tokenkeep.simulator.registry.World;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The request of a known app for a person's consent at Facebook. */
record DialogRequest(
        RegisteredApp app,
        String redirectUri,
        Set<String> scopes,
        boolean forSystemUser,
        boolean wantsScopes,
        boolean rerequest,
        @Nullable String config,
        @Nullable String state) {
    /** Granted with every consent, requested or not. */
    static final String ALWAYS = "public_profile";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    static DialogRequest of(ApiRequest request, RegisteredApp app, World world) {
        String config = request.parameter("config_id");
        boolean overrides = "true".equals(request.parameter("override_default_response_type"));
        Configuration configured = config == null
                ? new Configuration(split(request.parameter("scope", "")), false)
                : world.configuration(config);
        boolean systemUser = configured.forSystemUser() || (config != null && overrides);
        return new DialogRequest(
                app,
                request.parameter("redirect_uri", ""),
                configured.scopes(),
                systemUser,
                split(request.parameter("response_type", "")).contains("granted_scopes"),
                "rerequest".equals(request.parameter("auth_type")),
                config,
                request.parameter("state"));
    }

    /** The scopes that this person declined before and that are not offered again. */
    Set<String> declinedForGood(Map<String, Permissions.Status> before) {
        return scopes.stream()
                .filter(scope -> !rerequest && before.get(scope) == Permissions.Status.DECLINED)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The text of an error page, never a redirect, if the request is refused. Empty if it is valid. */
    Optional<String> hindrance(ApiRequest request, Switches switches) {
        if (!app.redirectsTo(redirectUri)) {
            return Optional.of(
                    "URL Blocked: This redirect failed because the redirect URI is not whitelisted in the app's"
                            + " Client OAuth Settings.");
        }
        if (switches.isOn(Switch.REQUIRE_HTTPS) && !redirectUri.startsWith("https://")) {
            return Optional.of("Insecure Login Blocked: You can't get an access token or log in to this app from an"
                    + " insecure page.");
        }
        boolean onlyCode =
                Set.of("code", "granted_scopes").containsAll(split(request.parameter("response_type", "code")));
        if (!onlyCode) {
            return Optional.of("Invalid response_type: the simulator gives codes only");
        }
        return scopes.stream()
                .filter(scope -> !NAME.matcher(scope).matches())
                .findFirst()
                .map(scope -> "Invalid Scopes: one of them is no name");
    }

    static Set<String> split(String text) {
        return Arrays.stream(text.split("[, ]"))
                .filter(each -> !each.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Everything by default, else the items of the comma-separated lists. */
    static Set<String> chosen(List<String> choice, Set<String> offered) {
        return choice.isEmpty()
                ? offered
                : choice.stream().flatMap(list -> split(list).stream()).collect(Collectors.toUnmodifiableSet());
    }
}
