package io.tokenkeep.cli.api;

/** How a command ended. The numbers are documented; scripts compare them. */
public final class ExitCode {

    public static final int OK = 0;
    /** The answer is no: not found, refused, not confirmed, or some of many failed. For {@code diff}: there are differences. */
    public static final int NO = 1;
    /** The command line or a file is wrong. For {@code diff}: it could not compare. */
    public static final int USAGE = 2;
    /** The API cannot be reached, cannot answer now, or the API key does not allow the request. */
    public static final int NO_ACCESS = 3;
    /** The time to wait was over before the result was known. */
    public static final int NOT_YET = 4;
    /** The reader of the output is gone, as a shell shows it for a program that SIGPIPE ended. */
    public static final int OUTPUT_CLOSED = 141;

    private ExitCode() {}
}
