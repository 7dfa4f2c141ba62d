package io.tokenkeep.sandbox;

/** A listener was asked for a port that another process or listener holds. */
public final class PortInUseException extends RuntimeException {
    private final int port;

    public PortInUseException(String what, int port) {
        super("port " + port + " for " + what + " is already in use");
        this.port = port;
    }

    public int port() {
        return port;
    }
}
