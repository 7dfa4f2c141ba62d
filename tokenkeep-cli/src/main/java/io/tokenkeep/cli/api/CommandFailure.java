package io.tokenkeep.cli.api;

/** A command that cannot go on. The message is for the person at the terminal: what happened, and what to do. */
public final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int exitCode;

    /** @param exitCode one of {@link ExitCode} */
    public CommandFailure(int exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    /** The message, which is never missing here. */
    public String text() {
        return String.valueOf(getMessage());
    }

    public int exitCode() {
        return exitCode;
    }
}
