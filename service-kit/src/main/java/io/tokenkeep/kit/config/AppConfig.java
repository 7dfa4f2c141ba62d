package io.tokenkeep.kit.config;

import io.tokenkeep.kit.provider.ProviderDescription;
import io.tokenkeep.kit.provider.ProviderDescription.Feature;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.config.ConfigException;

/**
 * One registered OAuth client at a provider. The secrets are tried in their order, so that one can be replaced at the
 * provider without an interruption; a service that exchanges nothing has no secrets.
 *
 * @param tokenUri the base address of the code exchange; all other requests go to {@code apiUri}
 * @param configId a login configuration that is kept at the provider and decides the permissions, in place of scopes
 * @param systemUser whether that configuration gives tokens of the business and not of a person
 */
public record AppConfig(
        String name,
        ProviderDescription provider,
        String clientId,
        List<Secret> clientSecrets,
        URI redirectUri,
        List<String> scopes,
        URI authorizeUri,
        URI apiUri,
        URI tokenUri,
        Duration refreshMinimumAge,
        OptionalInt requestsPerSecond,
        Optional<String> configId,
        boolean systemUser) {

    public AppConfig {
        require(AppNames.isName(name), name, "name", "write 1 to 32 of a-z, 0-9 and the hyphen");
        require(AppNames.isWord(clientId), name, AppNames.CLIENT_ID, "write the id without spaces or commas");
        require(redirectUri.getFragment() == null, name, AppNames.REDIRECT_URI, "leave out the fragment");
        require(!scopes.isEmpty(), name, AppNames.SCOPES, "name at least one scope");
        require(scopes.stream().allMatch(AppNames::isWord), name, AppNames.SCOPES, "no spaces within a scope");
        require(!refreshMinimumAge.isNegative(), name, AppNames.REFRESH_MINIMUM_AGE, "must not be negative");
        boolean plain = configId.isEmpty();
        require(
                plain || provider.has(Feature.LOGIN_CONFIGURATIONS),
                name,
                AppNames.CONFIG_ID,
                "remove it: " + provider.id() + " has no such configurations");
        require(
                plain || AppNames.isWord(configId.get()),
                name,
                AppNames.CONFIG_ID,
                "write the id without spaces or commas");
        require(!systemUser || !plain, name, AppNames.SYSTEM_USER, "needs " + AppNames.CONFIG_ID);
        clientSecrets = List.copyOf(clientSecrets);
        scopes = List.copyOf(scopes);
    }

    private static void require(boolean condition, String app, String setting, String whatToDo) {
        if (!condition) {
            throw new ConfigException(AppNames.prefix(app) + setting + ": " + whatToDo);
        }
    }
}
