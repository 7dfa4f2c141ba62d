package io.tokenkeep.sandbox.simulator.callback;

import io.tokenkeep.sandbox.simulator.registry.RegisteredApp;
import io.tokenkeep.sandbox.simulator.registry.World;

/** What a person does in the settings at Meta, with its consequence for tokens and the call that tells the app. */
public final class AccountSettings {
    private final World world;
    private final Callbacks callbacks;

    public AccountSettings(World world, Callbacks callbacks) {
        this.world = world;
        this.callbacks = callbacks;
    }

    /**
     * Every token of the two dies with subcode 458; an app that has an address for it is told, which nobody waits for.
     * Returns how many died.
     */
    public int removeApp(String clientId, String username) {
        int died = world.removeApp(clientId, username);
        boolean hears =
                world.apps().find(clientId).map(RegisteredApp::deauthorizeUri).isPresent();
        if (hears) {
            String personId = world.people().named(username).idText();
            callbacks.call(CallbackOrder.of(CallbackKind.DEAUTHORIZE, clientId, personId));
        }
        return died;
    }
}
