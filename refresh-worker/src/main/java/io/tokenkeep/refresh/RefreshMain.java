package io.tokenkeep.refresh;

import io.tokenkeep.kit.Launch;
import io.tokenkeep.kit.Running;
import io.tokenkeep.kit.ServiceProcess;
import io.tokenkeep.kit.config.Settings;
import io.tokenkeep.kit.config.SettingsSource;
import java.time.Duration;
import java.util.List;

/** Starts refresh-worker as a process. */
public final class RefreshMain {

    private static final String SERVICE = "refresh-worker";
    private static final Duration STOP = Duration.ofSeconds(60);

    private RefreshMain() {}

    public static void main(String[] arguments) {
        Launch launch = new Launch(SERVICE, STOP, System.getenv(), System.err);
        System.exit(launch.run(List.of(arguments), RefreshMain::start).code());
    }

    static Running start(SettingsSource source) throws Exception {
        Settings settings = source.settings(RefreshConfig.definition());
        RefreshConfig config = RefreshConfig.of(settings);
        return ServiceProcess.start(
                SERVICE,
                settings,
                config.management(),
                STOP,
                (vertx, metrics) -> RefreshService.start(config, RefreshProviders.DEFAULT, metrics.registry()));
    }
}
