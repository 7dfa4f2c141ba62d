package io.tokenkeep.quickstart.provider;

import io.tokenkeep.exchange.ExchangeConfig;
import io.tokenkeep.exchange.ExchangeService;
import io.tokenkeep.kit.Launch;
import io.tokenkeep.kit.Running;
import io.tokenkeep.kit.ServiceProcess;
import io.tokenkeep.kit.config.Settings;
import io.tokenkeep.kit.config.SettingsSource;
import java.time.Duration;
import java.util.List;

/** The main class of an exchange-worker with the made-up provider alone. */
final class PlainOAuthWorker {

    private static final String SERVICE = "exchange-worker";
    private static final Duration STOP = Duration.ofSeconds(60);

    private PlainOAuthWorker() {}

    public static void main(String[] arguments) {
        Launch launch = new Launch(SERVICE, STOP, System.getenv(), System.err);
        System.exit(launch.run(List.of(arguments), PlainOAuthWorker::start).code());
    }

    private static Running start(SettingsSource source) throws Exception {
        Settings settings = source.settings(ExchangeConfig.definition(PlainOAuth.CATALOGUE));
        ExchangeConfig config = ExchangeConfig.of(settings);
        return ServiceProcess.start(
                SERVICE,
                settings,
                config.management(),
                STOP,
                (vertx, metrics) -> ExchangeService.start(config, PlainOAuth.FOR_EXCHANGE, vertx, metrics));
    }
}
