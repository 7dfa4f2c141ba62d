package io.tokenkeep.soak.attack;

import io.tokenkeep.callback.link.ConnectLinks;
import io.tokenkeep.callback.link.ConnectRequest;
import io.tokenkeep.soak.people.SoakApp;
import java.net.URI;
import java.time.Duration;

/** The app that attackers attack and to which people consent. */
record Target(SoakApp app, URI web, ConnectLinks links) {

    private static final Duration VALID = Duration.ofHours(2);

    /** A connect link for the client of this label. */
    URI link(String label) {
        return links.link(new ConnectRequest(app.app(), label), VALID);
    }

    String host() {
        return web.getHost();
    }

    int port() {
        return web.getPort();
    }
}
