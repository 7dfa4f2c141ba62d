package io.tokenkeep.kit.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Durations as people write them: {@code 500ms}, {@code 30s}, {@code 10m}, {@code 24h}, {@code 60d}, or ISO-8601. */
public final class Durations {
    private static final Pattern SHORT = Pattern.compile("(\\d{1,15})\\s*(ms|s|m|h|d)");

    private Durations() {}

    /** Fails with {@link IllegalArgumentException} if the text is no duration; the message explains the accepted forms */
    public static Duration parse(String text) {
        Matcher matcher = SHORT.matcher(text.strip());
        try {
            return matcher.matches()
                    ? of(Long.parseLong(matcher.group(1)), matcher.group(2))
                    : Duration.parse(text.strip());
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new IllegalArgumentException("write a duration such as 500ms, 30s, 10m, 24h, 60d or PT10M", e);
        }
    }

    /** The shortest form that {@link #parse} reads back as the same duration. */
    public static String format(Duration duration) {
        if (duration.isNegative() || !duration.equals(duration.truncatedTo(ChronoUnit.MILLIS))) {
            return duration.toString();
        }
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        if (seconds % 3600 != 0) {
            return seconds / 60 + "m";
        }
        return seconds % 86400 != 0 ? seconds / 3600 + "h" : seconds / 86400 + "d";
    }

    /** A validator for settings of type STRING; accepts both ends, and a setting without a value. */
    public static ConfigDef.Validator between(Duration least, Duration most) {
        return new Between(least, most);
    }

    /** As {@link #atLeast(Duration)}, written as a setting is. */
    public static ConfigDef.Validator atLeast(String least) {
        return atLeast(parse(least));
    }

    public static ConfigDef.Validator atLeast(Duration least) {
        return new Between(least, null);
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private record Between(Duration least, @Nullable Duration most) implements ConfigDef.Validator {
        @Override
        public void ensureValid(String name, @Nullable Object value) {
            if (value == null) {
                return;
            }
            Duration duration;
            try {
                duration = parse(value.toString());
            } catch (IllegalArgumentException e) {
                throw new ConfigException(name, value, e.getMessage());
            }
            if (duration.compareTo(least) < 0 || (most != null && duration.compareTo(most) > 0)) {
                throw new ConfigException(name, value, "must be " + this);
            }
        }

        @Override
        public String toString() {
            return most == null
                    ? "a duration of at least " + format(least)
                    : "a duration from " + format(least) + " to " + format(most);
        }
    }
}
