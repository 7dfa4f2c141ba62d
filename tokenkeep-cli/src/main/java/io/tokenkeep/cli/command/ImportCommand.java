package io.tokenkeep.cli.command;

import io.tokenkeep.cli.api.Answer;
import io.tokenkeep.cli.api.ApiCall;
import io.tokenkeep.cli.api.CommandFailure;
import io.tokenkeep.cli.api.ExitCode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code import FILE}: takes existing tokens over. Prints nothing of the file. */
@Command
public final class ImportCommand implements Callable<Integer> {

    // Picocli would ask for what is required here before "import show", too; so call() checks.
    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description =
                    "CSV, or JSON lines if the name ends with .ndjson or .jsonl; with token, and account and client if known")
    @Nullable
    Path file;

    @Option(names = "--app", paramLabel = "APP", description = "The app that the tokens were made for")
    @Nullable
    String app;

    private final Session session;

    public ImportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Path tokens = file;
        if (tokens == null || app == null) {
            throw new CommandFailure(ExitCode.USAGE, "import needs a FILE and --app; see import --help.");
        }
        ApiCall call = ApiCall.post("/csv/imports")
                .with("app", app)
                .withoutIdempotencyKey()
                .body(InputFile.type(tokens), InputFile.read(session, tokens));
        Answer.Json taken = session.call(call);
        session.show(taken);
        String id = taken.node().path("id").asText();
        session.terminal().say("Progress: tokenkeep import show " + id + ". Each row: tokenkeep import result " + id);
        return taken.node().path("refused").asLong() > 0 ? ExitCode.NO : ExitCode.OK;
    }
}
