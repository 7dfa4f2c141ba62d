package io.tokenkeep.kit.provider;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a provider's API.
 *
 * @param only the version that every call names; null if the provider has several
 * @param ends the first day on which a version is not there any more, as far as the provider has named it
 */
public record ApiVersions(@Nullable String only, Map<String, LocalDate> ends) {

    /** Nothing is known of versions. */
    public static final ApiVersions NONE = new ApiVersions(null, Map.of());

    private static final Pattern VERSION = Pattern.compile("v[0-9]{1,4}\\.[0-9]{1,4}");

    public ApiVersions {
        ends = Map.copyOf(ends);
    }

    /** Whether calls may name one of several versions, which end one after the other. */
    public boolean hasSeveral() {
        return !ends.isEmpty();
    }

    public Optional<LocalDate> endOf(String version) {
        return Optional.ofNullable(ends.get(version));
    }

    /** Whether this is the form of a version, as in {@code v25.0}. */
    public static boolean isVersion(String text) {
        return VERSION.matcher(text).matches();
    }
}
