package io.tokenkeep.exchange;

import io.tokenkeep.kit.Closer;
import io.tokenkeep.kit.Exit;
import io.tokenkeep.kit.Launch;
import io.tokenkeep.kit.Running;
import io.tokenkeep.kit.config.Settings;
import io.tokenkeep.kit.config.SettingsSource;
import io.tokenkeep.kit.health.Health;
import io.tokenkeep.kit.health.ManagementServer;
import io.tokenkeep.kit.metrics.Metrics;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Starts exchange-worker as a process: settings, service, management listener, shutdown. */
public final class ExchangeMain {

    private static final String SERVICE = "exchange-worker";
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofSeconds(5);

    private ExchangeMain() {}

    public static void main(String[] arguments) {
        Launch launch = new Launch(SERVICE, STOP, System.getenv(), System.err);
        System.exit(launch.run(List.of(arguments), ExchangeMain::start).code());
    }

    static Running start(SettingsSource source) throws Exception {
        Settings settings = source.settings(ExchangeConfig.definition());
        ExchangeConfig config = ExchangeConfig.of(settings);
        LoggerFactory.getLogger(ExchangeMain.class)
                .atInfo()
                .addKeyValue("settings", settings.describe())
                .log("starting");
        Closer closer = new Closer();
        try {
            Vertx vertx = Vertx.vertx();
            closer.addStep("vertx", STEP, () -> await(vertx.close()));
            Metrics metrics = closer.add("metrics", STEP, Metrics.of(SERVICE).withJvm());
            ExchangeService service = ExchangeService.start(config, vertx, metrics);
            closer.addStep(
                    "service", STOP, () -> service.close(config.times().settle().plus(STEP)));
            // The listener comes last: what answers before the service works would be taken for health.
            Health health = new Health();
            service.components().forEach(health::add);
            ManagementServer management = await(ManagementServer.start(vertx, config.management(), health, metrics));
            closer.addStep("management", STEP, () -> await(management.close()));
            return new Worker(closer, service);
        } catch (Exception e) {
            closer.close();
            throw e;
        }
    }

    private record Worker(Closer closer, ExchangeService service) implements Running {
        @Override
        public void close(Duration limit) {
            closer.close(limit);
        }

        @Override
        public CompletionStage<Exit> ended() {
            return service.ended();
        }
    }

    private static <T> T await(io.vertx.core.Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(STOP.toSeconds(), TimeUnit.SECONDS);
    }
}
