package io.tokenkeep.cli.output;

import io.tokenkeep.cli.api.CommandFailure;
import io.tokenkeep.cli.api.ExitCode;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What a command reads and writes: results on standard output, all else on standard error. Both in UTF-8, whatever the locale. For
 * one thread.
 */
public final class Terminal {

    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final WatchedOutput watched;
    private final PrintStream out;
    private final PrintStream err;
    private final int width;

    /** @param width of the terminal in columns; 0 if the output goes elsewhere */
    public Terminal(InputStream in, OutputStream out, OutputStream err, int width) {
        this.in = in;
        this.watched = new WatchedOutput(out);
        this.out = new PrintStream(new BufferedOutputStream(watched, BUFFER), false, StandardCharsets.UTF_8);
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
        this.width = width;
    }

    public int width() {
        return width;
    }

    /** Standard input as it comes. */
    public InputStream in() {
        return in;
    }

    /** A line of the result. */
    public void print(String line) {
        out.println(line);
    }

    public void printAll(Iterable<String> lines) {
        lines.forEach(out::println);
        flush();
    }

    /** A part of the result without a line's end. */
    public void printPart(String text) {
        out.print(text);
    }

    /** A line for the person, beside the result. */
    public void say(String line) {
        flush();
        err.println(PlainText.line(line));
    }

    /** Lines for the person, as they are to be copied. */
    public void sayLines(String... lines) {
        for (String line : lines) {
            say(line);
        }
    }

    /** Why the command failed. Works also where the output is closed. */
    public void complain(String line) {
        out.flush();
        err.println(line);
    }

    /** Fails if the output cannot be written, with {@link ExitCode#OUTPUT_CLOSED} if nobody reads it any more. */
    public void flush() {
        if (out.checkError()) {
            throw watched.isClosedByReader()
                    ? new CommandFailure(ExitCode.OUTPUT_CLOSED, "")
                    : new CommandFailure(ExitCode.NO, "The output cannot be written: " + watched.reason() + ".");
        }
    }

    /** Asks on standard error, and reads the answer from standard input; only {@code yes} or {@code y} confirms. */
    public boolean confirms(String question) {
        flush();
        err.print(PlainText.line(question) + " [y/N] ");
        err.flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
            if (answer == null) {
                err.println();
                throw new CommandFailure(ExitCode.USAGE, "Nobody is there to confirm. Add --yes to go on without.");
            }
            return answer.strip().equalsIgnoreCase("y") || answer.strip().equalsIgnoreCase("yes");
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "The confirmation cannot be read. Add --yes to go on without.");
        }
    }
}
