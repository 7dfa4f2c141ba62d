package io.tokenkeep.sandbox.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A part of a range of ports, which this JVM alone chooses from. A port that was found free is not yet taken, so two
 * JVMs that choose from the same ports can choose the same one. The JVM owns a slice while it listens on the slice's
 * first port, which it does until it ends.
 */
final class PortSlice {
    private static final int SLICES = 16;

    private final int first;
    private final int size;

    /** Kept, because a socket that nothing refers to is closed. */
    private final Optional<ServerSocket> owner;

    private PortSlice(int first, int size, Optional<ServerSocket> owner) {
        this.first = first;
        this.size = size;
        this.owner = owner;
    }

    /** Takes a slice that no other JVM owns, or shares one if each has an owner. */
    static PortSlice take(int lowest, int highest, RandomGenerator random) {
        int size = (highest - lowest) / SLICES;
        int drawn = random.nextInt(SLICES);
        for (int i = 0; i < SLICES; i++) {
            int first = lowest + (drawn + i) % SLICES * size;
            Optional<ServerSocket> owner = listen(first);
            if (owner.isPresent()) {
                return new PortSlice(first, size, owner);
            }
        }
        return new PortSlice(lowest + drawn * size, size, Optional.empty());
    }

    boolean isOwned() {
        return owner.isPresent();
    }

    /** A port after the first one of this slice. It may be taken. */
    int draw(RandomGenerator random) {
        return random.nextInt(first + 1, first + size);
    }

    private static Optional<ServerSocket> listen(int port) {
        try {
            return Optional.of(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        } catch (IOException taken) {
            return Optional.empty();
        }
    }
}
