package io.tokenkeep.kit;

/** A command line that is wrong; the message is one line for the person who typed it, without any value. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
