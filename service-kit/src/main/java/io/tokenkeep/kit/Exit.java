package io.tokenkeep.kit;

/** The exit codes of every command. */
public enum Exit {
    OK(0),
    /** It ran and failed. */
    FAILED(1),
    /** The command line is wrong. */
    USAGE(2),
    /** The settings are wrong. */
    CONFIGURATION(3);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
