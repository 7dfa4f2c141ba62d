package io.tokenkeep.kit.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * The lowest level at which a library may log, whatever level the configuration sets. Below INFO libraries print the data that
 * passes through them: requests with their queries, headers and bodies. Only Tokenkeep's own loggers, which print no secrets,
 * go down to TRACE. Thread-safe.
 */
final class LibraryLogFloor extends TurboFilter {

    private static final String OWN = "io.tokenkeep.";

    /**
     * Kafka's clients see secrets only sealed, and at DEBUG they log why a broker refuses them. Their security classes handle
     * passwords and stay at INFO.
     */
    private static final Map<String, Level> FLOORS =
            Map.of("org.apache.kafka.", Level.DEBUG, "org.apache.kafka.common.security.", Level.INFO);

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] arguments,
            @Nullable Throwable failure) {
        boolean below = level.levelInt < Level.INFO_INT
                && level.levelInt >= logger.getEffectiveLevel().levelInt
                && !logger.getName().startsWith(OWN)
                && level.levelInt < floor(logger.getName()).levelInt;
        return below ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    /** That of the longest beginning. */
    private static Level floor(String name) {
        String longest = "";
        for (String beginning : FLOORS.keySet()) {
            if (name.startsWith(beginning) && beginning.length() > longest.length()) {
                longest = beginning;
            }
        }
        return FLOORS.getOrDefault(longest, Level.INFO);
    }
}
