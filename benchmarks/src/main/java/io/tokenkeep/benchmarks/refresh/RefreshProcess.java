package io.tokenkeep.benchmarks.refresh;

import io.tokenkeep.kit.config.SettingsSource;
import io.tokenkeep.kit.metrics.Metrics;
import io.tokenkeep.refresh.RefreshConfig;
import io.tokenkeep.refresh.RefreshProviders;
import io.tokenkeep.refresh.RefreshService;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** refresh-worker as it runs in production, without its management listener. Arguments: brokers, state directory. */
public final class RefreshProcess implements Engine {

    private static final Duration STOP = Duration.ofSeconds(60);

    private final String bootstrapServers;
    private final String directory;
    private @Nullable Metrics metrics;
    private @Nullable RefreshService service;

    private RefreshProcess(String bootstrapServers, String directory) {
        this.bootstrapServers = bootstrapServers;
        this.directory = directory;
    }

    public static void main(String[] arguments) throws Exception {
        Engine.serve(new RefreshProcess(arguments[0], arguments[1]));
        System.exit(0);
    }

    @Override
    public void start(String applicationId) {
        Map<String, String> settings = Map.of(
                "bootstrap.servers", bootstrapServers,
                "state.directory", directory,
                "refresh.application.id", applicationId,
                "leave.group.on.close", "true",
                "topics.replication.factor", "1");
        RefreshConfig config = RefreshConfig.of(SettingsSource.of(settings).settings(RefreshConfig.definition()));
        Metrics counted = Metrics.of("refresh-worker");
        metrics = counted;
        service = RefreshService.start(config, RefreshProviders.DEFAULT, counted.registry());
    }

    @Override
    public boolean running() {
        return service != null && service.running();
    }

    @Override
    public void stop() {
        if (service != null && metrics != null) {
            service.close(STOP);
            metrics.close();
        }
    }
}
