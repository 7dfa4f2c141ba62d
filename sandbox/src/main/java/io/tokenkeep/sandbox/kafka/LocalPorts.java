package io.tokenkeep.sandbox.kafka;

import io.tokenkeep.sandbox.PortInUseException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Finds loopback ports below the range that the system uses for outgoing connections. Inside that range, a client that
 * keeps dialling a stopped broker can connect to itself, and the restarted broker then finds its port taken. Two
 * JVMs that run at the same time do not choose the same port, and one JVM does not choose a port again soon. Thread-safe.
 */
public final class LocalPorts {
    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 200;

    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();
    /** Less than half of a slice, so that a few draws find a port that is not among them. */
    private static final int MOST_GIVEN = 500;

    private LocalPorts() {}

    public static int free(RandomGenerator random) {
        return freeBut(0, random);
    }

    /** A free port other than the given one, which a caller is about to use. */
    static int freeBut(int reserved, RandomGenerator random) {
        if (GIVEN.size() >= MOST_GIVEN) {
            GIVEN.clear();
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = Slice.OWN.draw(random);
            if (port != reserved && isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port among " + ATTEMPTS + " tried on the loopback interface");
    }

    static void requireFree(String what, int port) {
        if (!isFree(port)) {
            throw new PortInUseException(what, port);
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** Taken with the first use: a broker whose ports are given needs none. */
    private static final class Slice {
        static final PortSlice OWN = PortSlice.take(LOWEST, HIGHEST, new SecureRandom());

        private Slice() {}
    }
}
