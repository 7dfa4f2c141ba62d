package io.tokenkeep.kit.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * One registered OAuth client at a provider. The secrets are tried in their order, so that one can be replaced at the
 * provider without a pause; a service that exchanges nothing has none.
 *
 * @param tokenUri where codes are exchanged; everything else is asked at {@code graphUri}
 * @param configId the configuration of Facebook Login for Business, which then decides what is asked for
 * @param systemUser whether that configuration gives tokens of the business and not of a person
 */
public record AppConfig(
        String name,
        ProviderKind provider,
        String clientId,
        List<Secret> clientSecrets,
        URI redirectUri,
        List<String> scopes,
        URI authorizeUri,
        URI graphUri,
        URI tokenUri,
        Duration refreshMinimumAge,
        OptionalInt requestsPerSecond,
        Optional<String> configId,
        boolean systemUser) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");
    private static final Pattern WORD = Pattern.compile("[^\\s,]+");

    public AppConfig {
        require(isName(name), name, "name", "write 1 to 32 of a-z, 0-9 and the hyphen");
        require(isWord(clientId), name, AppSettings.CLIENT_ID, "write the id without spaces or commas");
        require(redirectUri.getFragment() == null, name, AppSettings.REDIRECT_URI, "leave out the fragment");
        require(!scopes.isEmpty(), name, AppSettings.SCOPES, "name at least one scope");
        require(scopes.stream().allMatch(AppConfig::isWord), name, AppSettings.SCOPES, "no spaces within a scope");
        require(!refreshMinimumAge.isNegative(), name, AppSettings.REFRESH_MINIMUM_AGE, "must not be negative");
        boolean plain = configId.isEmpty();
        require(plain || provider == ProviderKind.FACEBOOK, name, AppSettings.CONFIG_ID, "is for facebook alone");
        require(plain || isWord(configId.get()), name, AppSettings.CONFIG_ID, "write the id without spaces or commas");
        require(!systemUser || !plain, name, AppSettings.SYSTEM_USER, "needs " + AppSettings.CONFIG_ID);
        clientSecrets = List.copyOf(clientSecrets);
        scopes = List.copyOf(scopes);
    }

    /** The settings of one app, without {@code apps.<name>.} before them. */
    public static ConfigDef definition() {
        return AppSettings.definition();
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Scopes go out with commas between them (Threads accepts nothing else), ids go into an address. */
    static boolean isWord(String text) {
        return WORD.matcher(text).matches();
    }

    private static void require(boolean condition, String app, String setting, String whatToDo) {
        if (!condition) {
            throw new ConfigException(Apps.prefix(app) + setting + ": " + whatToDo);
        }
    }
}
