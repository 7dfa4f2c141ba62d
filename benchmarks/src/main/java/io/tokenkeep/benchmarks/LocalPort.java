package io.tokenkeep.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;

/** A port that was free a moment ago, for processes that have to be told theirs. */
public final class LocalPort {

    private LocalPort() {}

    public static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
