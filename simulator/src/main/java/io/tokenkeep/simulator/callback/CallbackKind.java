package io.tokenkeep.simulator.callback;

import io.tokenkeep.simulator.registry.RegisteredApp;
import java.util.Optional;

/** The kinds of call to an app, each with an address of its own. */
public enum CallbackKind {
    /** The person removed the app. */
    DEAUTHORIZE,
    /** The person asked for deletion of their data. */
    DELETE;

    Optional<String> uri(RegisteredApp app) {
        return Optional.ofNullable(this == DEAUTHORIZE ? app.deauthorizeUri() : app.deletionUri());
    }
}
