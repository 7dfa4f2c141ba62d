package io.tokenkeep.cli.command;

import io.tokenkeep.cli.api.Answer;
import io.tokenkeep.cli.api.CommandFailure;
import io.tokenkeep.cli.api.ExitCode;
import io.tokenkeep.cli.output.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** Brings tables in CSV from the API to standard output or a file. */
final class Tables {

    private static final int PART = 1 << 16;

    private final Session session;

    Tables(Session session) {
        this.session = session;
    }

    /**
     * @param to the file, which is as the API's answer byte for byte, and appears when it is complete; without one the table goes to
     *     standard output, without control characters
     */
    void bring(Answer answer, @Nullable Path to) {
        try (InputStream table = answer.stream()) {
            if (to == null) {
                print(table);
            } else {
                save(table, to);
            }
        } catch (IOException e) {
            throw Answer.brokenOff();
        }
    }

    private void print(InputStream table) throws IOException {
        Reader reader = new InputStreamReader(table, StandardCharsets.UTF_8);
        char[] part = new char[PART];
        for (int length = reader.read(part); length >= 0; length = reader.read(part)) {
            session.terminal().printPart(PlainText.lines(new String(part, 0, length)));
            session.terminal().flush();
        }
    }

    private void save(InputStream table, Path to) throws IOException {
        Path whole = to.toAbsolutePath();
        Path begun = whole.resolveSibling(whole.getFileName() + ".part");
        try (OutputStream out = open(begun)) {
            byte[] part = new byte[PART];
            for (int length = table.read(part); length >= 0; length = table.read(part)) {
                write(out, part, length);
            }
        }
        try {
            Files.move(begun, whole, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw notWritable(to);
        }
        session.terminal().say("Written to " + to + ".");
    }

    private static OutputStream open(Path file) {
        try {
            return Files.newOutputStream(file);
        } catch (IOException e) {
            throw notWritable(file);
        }
    }

    private static void write(OutputStream out, byte[] part, int length) {
        try {
            out.write(part, 0, length);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.NO, "The file cannot be written. Is the disk full?");
        }
    }

    private static CommandFailure notWritable(Path file) {
        return new CommandFailure(ExitCode.USAGE, "The file cannot be written: " + file);
    }
}
