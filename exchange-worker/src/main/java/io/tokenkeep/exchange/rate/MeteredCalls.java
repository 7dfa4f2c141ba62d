package io.tokenkeep.exchange.rate;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tokenkeep.exchange.provider.Bucket;
import io.tokenkeep.exchange.provider.Calls;
import io.tokenkeep.exchange.provider.Endpoint;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls of one app from one lane: counts them by result, and reports them to the app's rate. Thread-safe. */
public final class MeteredCalls implements Calls {

    private static final Logger log = LoggerFactory.getLogger(MeteredCalls.class);
    private static final String GIVEN = "GIVEN";

    private final String lane;
    private final String app;
    private final AppRate rate;
    private final MeterRegistry registry;
    private final AtomicInteger secret = new AtomicInteger(1);

    public MeteredCalls(String lane, String app, AppRates rates, MeterRegistry registry) {
        this.lane = lane;
        this.app = app;
        this.rate = rates.rate(app);
        this.registry = registry;
        Gauge.builder("tokenkeep.exchange.client.secret", secret, AtomicInteger::get)
                .description("Position of the client secret that was accepted last, from 1")
                .tag("lane", lane)
                .tag("app", app)
                .register(registry);
    }

    @Override
    public void sent() {
        rate.sent();
    }

    @Override
    public void answered(Endpoint endpoint, @Nullable Failure failure, OptionalInt usage, Duration took) {
        usage.ifPresent(rate::used);
        if (failure != null && failure.kind() == FailureKind.RATE_LIMITED && failure.bucket() == Bucket.APP) {
            rate.limited();
        }
        if (failure != null && failure.suspicion()) {
            log.atError()
                    .addKeyValue("app", app)
                    .addKeyValue("errorCode", failure.code())
                    .addKeyValue("errorSubcode", failure.subcode())
                    .log("the provider blocks calls because it suspects abuse: look at the app's dashboard");
        }
        Timer.builder("tokenkeep.exchange.calls")
                .description("Calls to the provider, by result")
                .tag("lane", lane)
                .tag("app", app)
                .tag("endpoint", endpoint.name())
                .tag("result", failure == null ? GIVEN : failure.kind().name())
                .register(registry)
                .record(took);
    }

    @Override
    public void secretWorks(int position) {
        secret.set(position);
        log.atWarn()
                .addKeyValue("app", app)
                .addKeyValue("position", position)
                .log(
                        "the provider accepts another client secret than before: remove the refused one, or list the accepted one first");
    }
}
