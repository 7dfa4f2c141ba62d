package io.tokenkeep.console.app;

import io.tokenkeep.kit.config.Settings;
import io.tokenkeep.kit.provider.ApiVersions;
import io.tokenkeep.kit.provider.ProviderCatalogue;
import io.tokenkeep.kit.provider.ProviderDescription;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/**
 * When versions of providers' APIs end.
 *
 * @param stated by the settings, as {@code <provider>/<version>}; they count more than the descriptions of the providers
 */
public record VersionEnds(ProviderCatalogue providers, Map<String, LocalDate> stated) {

    private static final String SETTING = "api.version.ends";
    private static final Pattern FORM = Pattern.compile("([a-z0-9-]{1,32}/v[0-9]{1,4}\\.[0-9]{1,4})=(\\S+)");

    public VersionEnds {
        stated = Map.copyOf(stated);
    }

    /** Fails with {@link ConfigException} naming the setting that must be changed. */
    public static VersionEnds from(Settings settings, ProviderCatalogue providers) {
        Map<String, LocalDate> stated = new HashMap<>();
        for (String one : settings.list(SETTING)) {
            Matcher form = FORM.matcher(one);
            if (!form.matches()) {
                throw unreadable(one);
            }
            try {
                stated.put(form.group(1), LocalDate.parse(form.group(2)));
            } catch (DateTimeParseException e) {
                throw unreadable(one);
            }
        }
        return new VersionEnds(providers, stated);
    }

    private static ConfigException unreadable(String one) {
        return new ConfigException(SETTING + ": " + one + " is not of the form <provider>/v27.0=2028-12-31");
    }

    public static ConfigDef define(ConfigDef definition) {
        return definition.define(
                SETTING,
                Type.LIST,
                "",
                Importance.LOW,
                "The days on which versions of providers' APIs end, as <provider>/v27.0=2028-12-31, with commas between them. For versions"
                        + " of which this version of Tokenkeep does not know it, or whose end was moved. Shown with each app (/apps).");
    }

    /** The first day on which the version is not there any more; empty if that is not known. */
    Optional<LocalDate> of(String provider, String version) {
        LocalDate known = stated.get(provider + "/" + version);
        return known == null ? versions(provider).endOf(version) : Optional.of(known);
    }

    /** Whether calls that name no version get one that the provider chooses, and that ends some day. */
    boolean hasSeveral(String provider) {
        return versions(provider).hasSeveral();
    }

    private ApiVersions versions(String provider) {
        return providers.find(provider).map(ProviderDescription::apiVersions).orElse(ApiVersions.NONE);
    }
}
