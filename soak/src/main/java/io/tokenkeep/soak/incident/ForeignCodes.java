package io.tokenkeep.soak.incident;

import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.soak.people.Consents;
import io.tokenkeep.soak.people.SoakApp;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sends codes of another redirect URI and made-up codes, through one link or through many. */
final class ForeignCodes implements Source {

    private static final int MOST = 5;
    private static final int MADE_UP_LENGTH = 180;

    private final Simulator simulator;
    private final Consents consents;
    private final SoakApp app;
    private final Optional<URI> onlyLink;
    private final List<String> brought = new CopyOnWriteArrayList<>();
    private int count;

    private ForeignCodes(Simulator simulator, Consents consents, SoakApp app, Optional<URI> onlyLink) {
        this.simulator = simulator;
        this.consents = consents;
        this.app = app;
        this.onlyLink = onlyLink;
    }

    static ForeignCodes ofOneLink(Simulator simulator, Consents consents) {
        SoakApp app = SoakApp.ONE_LINK;
        return new ForeignCodes(simulator, consents, app, Optional.of(consents.link(app, "the abused link")));
    }

    static ForeignCodes ofManyLinks(Simulator simulator, Consents consents) {
        return new ForeignCodes(simulator, consents, SoakApp.MANY_LINKS, Optional.empty());
    }

    @Override
    public Optional<Duration> begin(Random random) {
        int codes = 1 + random.nextInt(MOST);
        for (int i = 0; i < codes; i++) {
            count++;
            String label = "foreign." + count;
            String code = random.nextBoolean()
                    ? simulator.grant(app.clientId(), SoakApp.FOREIGN_REDIRECT_URI, label, app.scopes())
                    : "AQB" + "x".repeat(MADE_UP_LENGTH) + count;
            brought.add(code);
            consents.bringCode(app, onlyLink.orElseGet(() -> consents.link(app, label)), code);
        }
        return Optional.of(Duration.ZERO);
    }

    /** The largest number of presentations of one code. */
    int mostPresentations() {
        return brought.stream()
                .flatMap(code -> simulator.codes().find(code).stream())
                .mapToInt(code -> code.presentations().size())
                .max()
                .orElse(0);
    }
}
