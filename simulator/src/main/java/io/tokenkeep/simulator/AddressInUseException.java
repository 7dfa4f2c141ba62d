package io.tokenkeep.simulator;

/** The simulator was given a port that another process or listener holds; the message names it. */
public final class AddressInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AddressInUseException(int port, Throwable cause) {
        super("port " + port + " for the simulator is already in use", cause);
    }
}
