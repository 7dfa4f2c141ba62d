package io.tokenkeep.exchange;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.exchange.lane.RestingApps;
import io.tokenkeep.exchange.lane.RestingApps.Reason;
import io.tokenkeep.exchange.rate.AppRates;
import java.util.Set;

/** What holds configured apps back, as gauges. */
final class AppMeters {

    private AppMeters() {}

    static void bind(Set<String> apps, AppRates rates, RestingApps resting, MeterRegistry registry) {
        for (String app : apps) {
            Gauge.builder("tokenkeep.exchange.rate", rates, r -> r.perSecond(app))
                    .description("Calls per second the app may make at present; infinite when nothing bounds it")
                    .tag("app", app)
                    .register(registry);
            for (Reason reason : Reason.values()) {
                Gauge.builder("tokenkeep.exchange.resting", resting, r -> rests(r, app, reason))
                        .description("1 while the app makes no calls")
                        .tag("app", app)
                        .tag("reason", reason.name())
                        .register(registry);
            }
        }
    }

    private static int rests(RestingApps resting, String app, Reason reason) {
        RestingApps.Rest rest = resting.all().get(app);
        return rest != null && rest.reason() == reason ? 1 : 0;
    }
}
