package io.tokenkeep.quickstart.chaos;

import io.tokenkeep.exchange.ExchangeMain;
import io.tokenkeep.refresh.RefreshMain;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.simulator.SimulatorConfig;
import io.tokenkeep.simulator.registry.Lifetimes;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.soak.process.Killable;
import io.tokenkeep.soak.process.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A simulator that revokes what a code brought when the code comes twice, and settings for workers that are killed. */
final class Workers implements AutoCloseable {

    static final String APP = "threads-main";
    static final String CLIENT_ID = "990602627938098";
    static final String REDIRECT_URI = "https://agency.example/callback/threads-main";
    /** Long enough to outlive every fault here at half-life. */
    static final Duration LIFETIME = Duration.ofSeconds(150);

    private static final String CLIENT_SECRET = "client-secret-of-the-chaos-test-0123456789";

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    private final Stage stage;

    Workers(Path directory) throws Exception {
        this.stage = Stage.start(
                directory,
                SimulatorConfig.defaults()
                        .withLifetimes(Lifetimes.DOCUMENTED
                                .withLongLived(LIFETIME)
                                .withMinimumRefreshAge(Duration.ofSeconds(3)))
                        .withApp(RegisteredApp.of(CLIENT_ID, CLIENT_SECRET, REDIRECT_URI))
                        .withSwitches(Set.of(Switch.SECOND_USE_REVOKES)));
    }

    Killable broker() {
        return stage.broker();
    }

    String bootstrapServers() {
        return stage.bootstrapServers();
    }

    Simulator simulator() {
        return stage.simulator();
    }

    People people() {
        return new People(stage.simulator(), KeySet.parse(stage.codesKeys()), stage.bootstrapServers());
    }

    Opener opener() {
        return stage.opener();
    }

    Killable exchange(String name) throws IOException {
        return stage.service(
                name,
                ExchangeMain.class,
                List.of(
                        "codes.keys=" + stage.codesKeys(),
                        "tokens.keys=" + stage.tokensKeys(),
                        "session.timeout=7s",
                        "provider.timeout=3s",
                        "delivery.timeout=2s",
                        "retry.first=50ms",
                        "retry.longest=2s",
                        "drain.timeout=5s",
                        "apps=" + APP,
                        "apps." + APP + ".provider=threads",
                        "apps." + APP + ".client.id=" + CLIENT_ID,
                        "apps." + APP + ".client.secrets=" + CLIENT_SECRET,
                        "apps." + APP + ".redirect.uri=" + REDIRECT_URI,
                        "apps." + APP + ".refresh.minimum.age=3s",
                        "apps." + APP + ".api.url=" + stage.simulator().baseUri()));
    }

    Killable refresh(String name) throws IOException {
        return stage.service(
                name,
                RefreshMain.class,
                List.of(
                        "state.directory=" + stateOf(name),
                        "tick.interval=200ms",
                        "command.lifetime=20s",
                        "longest.call=5s",
                        "delivery.timeout=5s",
                        "retry.minimum=1s",
                        "retry.maximum=5s",
                        "kafka.session.timeout.ms=6000",
                        "kafka.heartbeat.interval.ms=1000"));
    }

    /** If what is awaited does not come, every process has its say, all of it in the log and the most of it in the failure. */
    void orTell(Runnable awaited) throws Exception {
        try {
            awaited.run();
        } catch (ConditionTimeoutException e) {
            for (Killable each : stage.processes()) {
                LOG.error("{}", each.reported());
            }
            throw new AssertionError(e.getMessage() + "\n\n" + stage.summary(), e);
        }
    }

    Path stateOf(String name) {
        return stage.stateOf(name);
    }

    @Override
    public void close() {
        stage.close();
    }
}
