package io.tokenkeep.kit.config;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The names of apps and of their settings. */
final class AppNames {
    static final String APPS = "apps";

    static final String PROVIDER = "provider";
    static final String CLIENT_ID = "client.id";
    static final String CLIENT_SECRETS = "client.secrets";
    static final String REDIRECT_URI = "redirect.uri";
    static final String SCOPES = "scopes";
    static final String AUTHORIZE_URL = "authorize.url";
    static final String API_URL = "api.url";
    static final String TOKEN_URL = "token.url";
    static final String CONFIG_ID = "config.id";
    static final String SYSTEM_USER = "system.user";
    static final String REFRESH_MINIMUM_AGE = "refresh.minimum.age";
    static final String REQUESTS_PER_SECOND = "requests.per.second";
    static final String PLAIN_HTTP = "plain.http";

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");
    private static final Pattern WORD = Pattern.compile("[^\\s,]+");

    private AppNames() {}

    /** The prefix of the settings of one app. */
    static String prefix(String app) {
        return APPS + "." + app + ".";
    }

    /** The apps that the setting names; empty if the setting is wrong. */
    static List<String> in(Map<String, Object> values) {
        return values.get(APPS) instanceof List<?> names
                ? names.stream().map(Object::toString).toList()
                : List.of();
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Scopes go out with commas or spaces between them, ids go into an address. */
    static boolean isWord(String text) {
        return WORD.matcher(text).matches();
    }
}
