package io.tokenkeep.exchange.status;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.avro.AppProblem;
import io.tokenkeep.exchange.cooldown.AppCooldowns;
import io.tokenkeep.exchange.rate.AppRates;
import java.util.Collection;

/** Gauges of what limits the calls of the configured apps. */
public final class AppMeters {

    private AppMeters() {}

    public static void bind(Collection<String> apps, AppRates rates, AppCooldowns cooldowns, MeterRegistry registry) {
        for (String app : apps) {
            Gauge.builder("tokenkeep.exchange.rate", rates, r -> r.perSecond(app))
                    .description("Calls per second that the app may make at present; infinite if nothing bounds it")
                    .tag("app", app)
                    .register(registry);
            for (AppProblem problem : AppProblem.values()) {
                if (problem != AppProblem.UNKNOWN) {
                    Gauge.builder("tokenkeep.exchange.cooling.down", cooldowns, c -> coolingDown(c, app, problem))
                            .description("1 while the app cools down and makes no calls")
                            .tag("app", app)
                            .tag("problem", problem.name())
                            .register(registry);
                }
            }
        }
    }

    private static int coolingDown(AppCooldowns cooldowns, String app, AppProblem problem) {
        return cooldowns.of(app).filter(c -> c.problem() == problem).isPresent() ? 1 : 0;
    }
}
