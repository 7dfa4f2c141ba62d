package io.tokenkeep.simulator.callback;

import io.tokenkeep.simulator.registry.RegisteredApp;
import java.util.Optional;

/** What Meta tells an app, each at an address of its own. */
public enum CallbackKind {
    /** The person removed the app. */
    DEAUTHORIZE,
    /** The person wants their data deleted. */
    DELETE;

    Optional<String> uri(RegisteredApp app) {
        return Optional.ofNullable(this == DEAUTHORIZE ? app.deauthorizeUri() : app.deletionUri());
    }
}
