package io.tokenkeep.kit.http;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What one address has: connections, or requests in flight, and of the connections those that wait, longest first. Guarded
 * by the table it is in.
 *
 * @param <C> a connection
 */
final class AddressShare<C> {

    private final ClientAddress address;
    private final Set<C> waiting = new LinkedHashSet<>();
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

    Set<C> waiting() {
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
