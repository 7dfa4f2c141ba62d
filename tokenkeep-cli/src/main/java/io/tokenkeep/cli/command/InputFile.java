package io.tokenkeep.cli.command;

import io.tokenkeep.cli.api.ApiCall;
import io.tokenkeep.cli.api.CommandFailure;
import io.tokenkeep.cli.api.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A file that a command sends or reads. No message has anything of its content. */
final class InputFile {

    /** More than any table that the API takes. */
    private static final int LARGEST = 64 << 20;

    private InputFile() {}

    /** Its bytes; {@code -} is standard input. Fails with {@link CommandFailure} if it is empty, too large or cannot be read. */
    static byte[] read(Session session, Path file) {
        try (InputStream in = file.toString().equals("-") ? session.terminal().in() : Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new CommandFailure(ExitCode.USAGE, "The file is larger than 64 MiB: " + file + ". Split it.");
            }
            if (bytes.length == 0) {
                throw new CommandFailure(ExitCode.USAGE, "The file is empty: " + file);
            }
            return bytes;
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "The file cannot be read: " + file);
        }
    }

    /** JSON lines for {@code .ndjson} and {@code .jsonl}, else CSV. */
    static String type(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".ndjson") || name.endsWith(".jsonl") ? ApiCall.JSON_LINES : ApiCall.CSV;
    }
}
