package io.tokenkeep.kit.http;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The share of one address: its connections or requests in flight, and those of its connections that wait, longest first.
 * Guarded by the table that contains it.
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

    /** True if the address has no connection and no request left. */
    boolean giveBack() {
        taken--;
        return taken == 0;
    }
}
