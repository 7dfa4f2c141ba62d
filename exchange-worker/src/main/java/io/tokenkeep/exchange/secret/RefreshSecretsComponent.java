package io.tokenkeep.exchange.secret;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.health.Component;

/** Reports that no more refresh tokens fit into memory, so that no commands are read. Thread-safe. */
public record RefreshSecretsComponent(RefreshSecrets secrets) implements Component {

    /** Registers the gauges of what is in memory. */
    public static void bind(RefreshSecrets secrets, MeterRegistry registry) {
        Gauge.builder("tokenkeep.exchange.refresh.secrets", secrets, RefreshSecrets::size)
                .description("Accounts in memory whose provider gives refresh tokens")
                .register(registry);
        Gauge.builder("tokenkeep.exchange.refresh.secrets.limit", secrets, RefreshSecrets::limit)
                .description("Number of such accounts in memory at which no commands are read")
                .register(registry);
    }

    @Override
    public String name() {
        return "refresh-secrets";
    }

    @Override
    public CheckResult check() {
        return secrets.isFull()
                ? CheckResult.failed("refresh.secrets.limit is reached: " + secrets.size()
                        + " accounts have refresh tokens in this worker, and no commands are read; raise the limit and"
                        + " the heap, or start more workers")
                : CheckResult.ok();
    }
}
