package io.tokenkeep.cli.command;

import io.tokenkeep.cli.api.Answer;
import io.tokenkeep.cli.api.ApiCall;
import io.tokenkeep.cli.api.ExitCode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code import FILE}: takes existing tokens over. Prints nothing of the file. */
@Command
public final class ImportCommand implements Callable<Integer> {

    /** What becomes of the tokens. */
    enum Mode {
        KEEP,
        OBSERVE
    }

    @Parameters(
            paramLabel = "FILE",
            description =
                    "CSV, or JSON lines if the name ends with .ndjson or .jsonl; with token, and account and client if known")
    Path file = Path.of("-");

    @Option(names = "--app", required = true, paramLabel = "APP", description = "The app that the tokens were made for")
    String app = "";

    @Option(
            names = "--mode",
            required = true,
            paramLabel = "KEEP|OBSERVE",
            description = "KEEP keeps the tokens alive from now on; OBSERVE only verifies them")
    Mode mode = Mode.OBSERVE;

    private final Session session;

    public ImportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ApiCall call = ApiCall.post("/csv/imports")
                .with("app", app)
                .with("mode", mode)
                .withoutIdempotencyKey()
                .body(InputFile.type(file), InputFile.read(session, file));
        Answer.Json taken = session.call(call);
        session.show(taken);
        String id = taken.node().path("id").asText();
        session.terminal().say("Progress: tokenkeep import show " + id + ". Each row: tokenkeep import result " + id);
        return taken.node().path("refused").asLong() > 0 ? ExitCode.NO : ExitCode.OK;
    }
}
