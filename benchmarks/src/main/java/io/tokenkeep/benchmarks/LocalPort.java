package io.tokenkeep.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;

/** Finds a free port, for processes that need a port as an argument. */
public final class LocalPort {

    private LocalPort() {}

    public static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
