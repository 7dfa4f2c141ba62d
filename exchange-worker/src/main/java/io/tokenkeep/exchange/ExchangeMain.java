package io.tokenkeep.exchange;

import io.tokenkeep.kit.Launch;
import io.tokenkeep.kit.Running;
import io.tokenkeep.kit.ServiceProcess;
import io.tokenkeep.kit.config.Settings;
import io.tokenkeep.kit.config.SettingsSource;
import java.time.Duration;
import java.util.List;

/** Starts exchange-worker as a process. */
public final class ExchangeMain {

    private static final String SERVICE = "exchange-worker";
    private static final Duration STOP = Duration.ofSeconds(60);

    private ExchangeMain() {}

    public static void main(String[] arguments) {
        Launch launch = new Launch(SERVICE, STOP, System.getenv(), System.err);
        System.exit(launch.run(List.of(arguments), ExchangeMain::start).code());
    }

    static Running start(SettingsSource source) throws Exception {
        Settings settings = source.settings(ExchangeConfig.definition());
        ExchangeConfig config = ExchangeConfig.of(settings);
        return ServiceProcess.start(
                SERVICE,
                settings,
                config.management(),
                config.times().stopWithin(STOP),
                (vertx, metrics) -> ExchangeService.start(config, ExchangeProviders.DEFAULT, vertx, metrics));
    }
}
