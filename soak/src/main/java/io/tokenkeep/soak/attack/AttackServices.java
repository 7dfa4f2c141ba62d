package io.tokenkeep.soak.attack;

import io.tokenkeep.callback.CallbackMain;
import io.tokenkeep.exchange.ExchangeMain;
import io.tokenkeep.refresh.RefreshMain;
import io.tokenkeep.soak.people.SoakApp;
import io.tokenkeep.soak.process.Killable;
import io.tokenkeep.soak.process.Patience;
import io.tokenkeep.soak.process.Stage;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The three services with default settings, each a process that is never restarted. Used by one thread. */
final class AttackServices {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final List<Killable> all;

    /** Starts them; see {@link #areWell}. */
    AttackServices(Stage stage, SoakApp app, URI web, String stateKeys) throws IOException {
        List<String> apps = new ArrayList<>(app.lines(stage.simulator().baseUri(), web));
        apps.add("apps=" + app.app());
        apps.add("codes.keys=" + stage.codesKeys());
        this.all = List.of(
                stage.service("exchange-worker", ExchangeMain.class, with(apps, "tokens.keys=" + stage.tokensKeys())),
                stage.service(
                        "refresh-worker",
                        RefreshMain.class,
                        List.of("state.directory=" + stage.stateOf("refresh-worker"))),
                stage.service(
                        "callback-service",
                        CallbackMain.class,
                        with(apps, "public.port=" + web.getPort(), "public.url=" + web, "state.keys=" + stateKeys)));
    }

    private static List<String> with(List<String> lines, String... more) {
        return Stream.concat(lines.stream(), Stream.of(more)).toList();
    }

    /** Whether all are healthy within three minutes. */
    boolean areWell() {
        return Patience.of(START_LIMIT).until(() -> {
            for (Killable each : all) {
                if (!each.health().isGreen()) {
                    return false;
                }
            }
            return true;
        });
    }

    /** The names of the services that have ended. */
    List<String> ended() {
        return all.stream().filter(each -> !each.isAlive()).map(Killable::name).toList();
    }

    /** The size of all logs together, in bytes. */
    long logBytes() throws IOException {
        long bytes = 0;
        for (Killable each : all) {
            bytes += each.logBytes();
        }
        return bytes;
    }

    /** Each service's heap after a collection, in bytes, without services that have ended. */
    Map<String, Long> heaps() throws IOException, InterruptedException {
        Map<String, Long> heaps = new TreeMap<>();
        for (Killable each : all) {
            if (each.isAlive()) {
                heaps.put(each.name(), each.heapAfterCollection());
            }
        }
        return heaps;
    }
}
