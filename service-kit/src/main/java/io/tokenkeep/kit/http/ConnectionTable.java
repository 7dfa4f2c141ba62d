package io.tokenkeep.kit.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The open connections of a listener, in the order in which their clients last completed a request. At a bound the
 * connection that has gone longest without a complete request is closed; if none waits, the new connection is refused. Thread-safe;
 * closes connections outside its lock.
 */
final class ConnectionTable {

    private final String listener;
    private final ConnectionLimits limits;
    private final MeterRegistry registry;
    private final InstantSource clock;
    private final BoundWatch full;
    private final BoundWatch crowded;
    private final Set<ClientConnection> open = new LinkedHashSet<>();

    /** The connections whose clients are waited for, longest first. */
    private final Set<ClientConnection> waiting = new LinkedHashSet<>();

    private final Map<ClientAddress, AddressShare<ClientConnection>> shares = new HashMap<>();

    ConnectionTable(String listener, ConnectionLimits limits, MeterRegistry registry, InstantSource clock) {
        this.listener = listener;
        this.limits = limits;
        this.registry = registry;
        this.clock = clock;
        this.full = new BoundWatch(clock);
        this.crowded = new BoundWatch(clock);
        Gauge.builder("tokenkeep.http.connections.open", this, ConnectionTable::size)
                .tag("listener", listener)
                .register(registry);
        Gauge.builder("tokenkeep.http.connections.limit", limits, ConnectionLimits::connections)
                .tag("listener", listener)
                .register(registry);
    }

    /** Accepts a new connection or closes it, and closes the connection that makes room for it. */
    void open(ClientConnection connection) {
        ClientConnection closing = admit(connection);
        if (closing != null) {
            closing.close();
        }
    }

    private synchronized @Nullable ClientConnection admit(ClientConnection connection) {
        boolean overall = open.size() >= limits.connections();
        if (overall) {
            full.met();
        }
        AddressShare<ClientConnection> share = connection.address() == null ? null : shares.get(connection.address());
        if (share != null && share.isTaken(limits.perAddress())) {
            if (share.isOfPrivateAddress()) {
                crowded.met();
            }
            return makeRoom(connection, share.waiting(), "address-");
        }
        if (overall) {
            return makeRoom(connection, waiting, "");
        }
        add(connection);
        return null;
    }

    /** The connection to close: the one that waits longest, or the new one if none waits. */
    private ClientConnection makeRoom(ClientConnection connection, Set<ClientConnection> from, String bound) {
        ClientConnection slowest = first(from);
        if (slowest == null) {
            count(bound + "refused");
            return connection;
        }
        remove(slowest);
        count(bound + "evicted");
        add(connection);
        return slowest;
    }

    private static @Nullable ClientConnection first(Set<ClientConnection> connections) {
        Iterator<ClientConnection> each = connections.iterator();
        return each.hasNext() ? each.next() : null;
    }

    private void add(ClientConnection connection) {
        open.add(connection);
        if (connection.address() != null) {
            connection.countedIn(take(connection.address()));
        }
        await(connection);
    }

    private AddressShare<ClientConnection> take(ClientAddress address) {
        AddressShare<ClientConnection> share = shares.computeIfAbsent(address, AddressShare::new);
        share.take();
        return share;
    }

    private void giveBack(@Nullable AddressShare<ClientConnection> share) {
        if (share != null && share.giveBack()) {
            shares.remove(share.address());
        }
    }

    private void await(ClientConnection connection) {
        waiting.add(connection);
        if (connection.share() != null) {
            connection.share().waiting().add(connection);
        }
    }

    private void awaitNoMore(ClientConnection connection) {
        waiting.remove(connection);
        if (connection.share() != null) {
            connection.share().waiting().remove(connection);
        }
    }

    /** The head of a request has arrived. False if its client, as named by a trusted proxy, has too many requests in flight. */
    synchronized boolean headArrived(ClientConnection connection, @Nullable ClientAddress forwardedFor) {
        connection.headArrived(clock.instant());
        if (connection.address() != null || forwardedFor == null || !open.contains(connection)) {
            return true;
        }
        AddressShare<ClientConnection> share = shares.get(forwardedFor);
        if (share != null && share.isTaken(limits.perAddress())) {
            return false;
        }
        connection.requestCountedIn(take(forwardedFor));
        return true;
    }

    /** All of a request was received. */
    synchronized void completed(ClientConnection connection) {
        connection.completed();
        awaitNoMore(connection);
        awaitNextIfOver(connection);
    }

    /** The answer is written to the connection. The next request does not begin before the client has read the answer. */
    synchronized void answered(ClientConnection connection) {
        connection.answered();
        release(connection);
        awaitNextIfOver(connection);
    }

    private void awaitNextIfOver(ClientConnection connection) {
        if (connection.over() && open.contains(connection)) {
            connection.waitAgain(clock.instant());
            await(connection);
        }
    }

    synchronized void closed(ClientConnection connection) {
        remove(connection);
    }

    private void remove(ClientConnection connection) {
        if (!open.remove(connection)) {
            return;
        }
        awaitNoMore(connection);
        release(connection);
        giveBack(connection.share());
    }

    private void release(ClientConnection connection) {
        giveBack(connection.requestShare());
        connection.requestCountedIn(null);
    }

    /** Removes the connections whose clients are too slow; the caller answers and closes them. */
    synchronized List<ClientConnection> overdue() {
        Instant now = clock.instant();
        Instant eldest = now.minus(limits.clientTimeout());
        List<ClientConnection> overdue = new ArrayList<>();
        for (ClientConnection connection : waiting) {
            if (connection.waitingSince().isAfter(eldest)) {
                break;
            }
            if (!connection.deadline(limits.clientTimeout()).isAfter(now)) {
                overdue.add(connection);
            }
        }
        overdue.forEach(connection -> {
            count(connection.overdueReason());
            remove(connection);
        });
        return overdue;
    }

    /** Fails while a bound is met. A public address at its bound is not reported; a private one is, as it is likely a proxy. */
    Optional<String> problem(String settings) {
        if (full.stands()) {
            return Optional.of("clients have held all " + limits.connections() + " connections of " + settings
                    + ".connections for a while: let a proxy in front take slow clients, or raise it");
        }
        if (crowded.stands()) {
            return Optional.of("one private address has held all " + limits.perAddress() + " connections of " + settings
                    + ".connections.per.address for a while: if it is a proxy's, name it in " + settings + ".proxies");
        }
        return Optional.empty();
    }

    private void count(String reason) {
        registry.counter("tokenkeep.http.connections.closed", "listener", listener, "reason", reason)
                .increment();
    }

    private synchronized int size() {
        return open.size();
    }
}
