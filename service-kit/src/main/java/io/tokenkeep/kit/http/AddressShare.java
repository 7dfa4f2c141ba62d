package io.tokenkeep.kit.http;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What one address has: connections, or requests in flight, and of the connections those that wait, longest first. Guarded
 * by the {@link ConnectionTable} it is in.
 */
final class AddressShare {

    private final ClientAddress address;
    private final Set<ClientConnection> waiting = new LinkedHashSet<>();
    private int taken;

    AddressShare(ClientAddress address) {
        this.address = address;
    }

    ClientAddress address() {
        return address;
    }

    boolean isOfPrivateAddress() {
        return address.isPrivate();
    }

    Set<ClientConnection> waiting() {
        return waiting;
    }

    boolean isTaken(int limit) {
        return taken >= limit;
    }

    void take() {
        taken++;
    }

    /** True when nothing is left of it. */
    boolean giveBack() {
        taken--;
        return taken == 0;
    }
}
