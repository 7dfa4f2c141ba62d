package io.tokenkeep.callback.provider.meta;

import io.tokenkeep.callback.provider.AuthorizationEndpoint;
import io.tokenkeep.kit.config.AppConfig;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The authorization endpoint of Meta's providers. It appends {@code #_} (Threads, Instagram)
 * or {@code #_=_} (Facebook) to the address of the redirect; that is no part of the last value, and tools deliver it encoded, so
 * it is cut off in every form.
 *
 * @param asked the parameters of the consent address beside those that all providers have
 */
record MetaAuthorizationEndpoint(Function<AppConfig, Map<String, String>> asked) implements AuthorizationEndpoint {

    private static final Set<String> ERRORS = Set.of("error", "error_reason", "error_code", "error_message");

    private static final Pattern SUFFIX = Pattern.compile("(?:#|%23)_(?:(?:=|%3D)_)?$", Pattern.CASE_INSENSITIVE);

    @Override
    public Map<String, String> parameters(AppConfig app) {
        return asked.apply(app);
    }

    /** Some of Meta's errors come without {@code error} (contradiction K19). */
    @Override
    public Set<String> errorParameters() {
        return ERRORS;
    }

    /** Only the reason decides. Meta's page spells the error itself in two ways, so it is never compared. */
    @Override
    public boolean isCancelled(Map<String, String> values) {
        return "user_denied".equals(values.get("error_reason"));
    }

    @Override
    public String withoutSuffix(String value) {
        // Most values end differently, and a full search of each was a large part of the cost of reading a redirect.
        char last = value.isEmpty() ? ' ' : value.charAt(value.length() - 1);
        boolean mayHave = last == '_' || last == '=' || last == 'D' || last == 'd';
        return mayHave ? SUFFIX.matcher(value).replaceFirst("") : value;
    }
}
