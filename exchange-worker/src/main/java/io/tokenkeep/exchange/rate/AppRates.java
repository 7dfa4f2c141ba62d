package io.tokenkeep.exchange.rate;

import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.kit.config.Apps;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The rates of all apps. All lanes call within them, and codes come first. Thread-safe. */
public final class AppRates {

    /** Commands leave this share of a second's calls to codes, because a person waits for each code. */
    private static final double LEFT_TO_CODES = 0.5;

    /** An import may take days; nobody waits for it. */
    private static final double LEFT_BY_IMPORTS = 0.75;

    private static final int MILLIS = 1000;

    private final Map<String, AppRate> rates;

    public AppRates(Apps apps, LongSupplier nanoTime) {
        this.rates = apps.all().stream()
                .collect(Collectors.toUnmodifiableMap(
                        AppConfig::name, app -> new AppRate(app.limits().requestsPerSecond(), nanoTime)));
    }

    /** Decides when a code may begin. */
    public Admission codes() {
        return admission(rate -> rate.waitNanos(0));
    }

    /** Decides when a command may begin. */
    public Admission commands() {
        return admission(rate -> rate.waitNanos(LEFT_TO_CODES));
    }

    /** Decides when a row of an import may begin: after codes and commands. */
    public Admission imports() {
        return admission(rate -> rate.waitNanos(LEFT_BY_IMPORTS));
    }

    /** Calls per second that an app may make at present; infinite if nothing bounds it. */
    public double perSecond(String app) {
        return rate(app).perSecond();
    }

    /** How much of an app's allowance is used by the provider's last report, in percent; empty without a report. */
    public OptionalInt usage(String app) {
        return rate(app).usage();
    }

    AppRate rate(String app) {
        AppRate rate = rates.get(app);
        if (rate == null) {
            throw new IllegalArgumentException("no app " + app);
        }
        return rate;
    }

    private Admission admission(ToLongFunction<AppRate> wait) {
        return new Admission() {
            @Override
            public long waitNanos(String app) {
                AppRate rate = rates.get(app);
                return rate == null ? 0 : wait.applyAsLong(rate);
            }

            @Override
            public Duration backlogTime(String app, int jobs) {
                AppRate rate = rates.get(app);
                // Without a bound the result is zero.
                return rate == null ? Duration.ZERO : Duration.ofMillis((long) (jobs / rate.perSecond() * MILLIS));
            }
        };
    }
}
