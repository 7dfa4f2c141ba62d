package io.tokenkeep.soak;

import io.tokenkeep.callback.CallbackMain;
import io.tokenkeep.callback.link.ConnectLinks;
import io.tokenkeep.exchange.ExchangeMain;
import io.tokenkeep.refresh.RefreshMain;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.soak.people.SoakApp;
import io.tokenkeep.soak.process.Killable;
import io.tokenkeep.soak.process.Stage;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The three services, each a process that is never restarted. Their time-outs are shorter than an outage of the
 * broker. The time-out of calls to the provider is longer than a busy machine needs, because a late answer can cost a
 * code.
 */
final class Services {

    private final String stateKeys = KeySet.generate("state-1", new SecureRandom());
    private final Stage stage;
    private final SoakPlan plan;
    private final URI web;
    private final List<Killable> all;

    private Services(Stage stage, SoakPlan plan, URI web) throws IOException {
        this.stage = stage;
        this.plan = plan;
        this.web = web;
        this.all = List.of(
                stage.service("exchange-worker", ExchangeMain.class, exchange()),
                stage.service("refresh-worker", RefreshMain.class, refresh()),
                stage.service("callback-service", CallbackMain.class, callback()));
    }

    static Services start(Stage stage, SoakPlan plan, URI web) throws IOException {
        return new Services(stage, plan, web);
    }

    ConnectLinks links() {
        return new ConnectLinks(KeySet.parse(stateKeys), web, InstantSource.system(), new SecureRandom());
    }

    /** The failures of the processes; empty when all run and are healthy. */
    List<String> complaints() throws InterruptedException {
        List<String> complaints = new ArrayList<>();
        for (Killable each : all) {
            if (!each.isAlive()) {
                complaints.add(each.name() + " has ended");
                continue;
            }
            Killable.Health health = each.health();
            if (!health.isGreen()) {
                complaints.add(each.name() + " is not healthy: " + health.text());
            }
        }
        return complaints;
    }

    boolean anyEnded() {
        return !all.stream().allMatch(Killable::isAlive);
    }

    private List<String> callback() {
        return withApps(
                "public.port=" + web.getPort(),
                "public.url=" + web,
                "state.keys=" + stateKeys,
                "codes.keys=" + stage.codesKeys(),
                "publish.timeout=2s",
                // One of the incidents is an abused link; its codes have to reach exchange-worker.
                "link.codes.per.hour=100000",
                "link.refused.codes.per.hour=100000");
    }

    private List<String> exchange() {
        return withApps(
                "codes.keys=" + stage.codesKeys(),
                "tokens.keys=" + stage.tokensKeys(),
                "session.timeout=7s",
                "provider.connect.timeout=2s",
                "provider.timeout=8s",
                "delivery.timeout=2s",
                "retry.first=50ms",
                "retry.longest=2s",
                "drain.timeout=5s");
    }

    private List<String> refresh() {
        return List.of(
                "state.directory=" + stage.stateOf("refresh-worker"),
                "tick.interval=200ms",
                "command.lifetime=20s",
                "longest.call=10s",
                "delivery.timeout=5s",
                "unanswered.retries=5s,10s",
                "retry.minimum=1s",
                "retry.maximum=5s",
                "verify.gap=3s",
                "verify.interval=" + plan.verifyInterval().toSeconds() + "s",
                "pages.list.interval=" + Math.max(20, plan.verifyInterval().toSeconds() / 4) + "s",
                "kafka.session.timeout.ms=6000",
                "kafka.heartbeat.interval.ms=1000",
                "kafka.request.timeout.ms=1500",
                "kafka.delivery.timeout.ms=2500",
                "kafka.max.block.ms=3000",
                "kafka.transaction.timeout.ms=4000");
    }

    private List<String> withApps(String... settings) {
        List<String> lines = new ArrayList<>(Arrays.asList(settings));
        lines.add("apps=" + Arrays.stream(SoakApp.values()).map(SoakApp::app).collect(Collectors.joining(",")));
        lines.addAll(SoakApp.settings(stage.simulator().baseUri(), web));
        return lines;
    }
}
