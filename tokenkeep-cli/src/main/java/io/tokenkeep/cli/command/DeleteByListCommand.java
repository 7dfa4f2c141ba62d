package io.tokenkeep.cli.command;

import io.tokenkeep.cli.api.ApiCall;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code delete-by-list}: deletes the data of each person in a list of the provider. */
@Command
public final class DeleteByListCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "One id in a line; - is standard input (then --yes is needed)")
    Path file = Path.of("-");

    @Option(names = "--app", required = true, paramLabel = "APP", description = "The app whose ids these are")
    String app = "";

    @Option(
            names = "--as-of",
            required = true,
            paramLabel = "TIME",
            description = "When the list was made, as 2027-01-31T12:00:00Z; the same with each repetition")
    String asOf = "";

    @Option(names = "--to", paramLabel = "FILE", description = "Write the report to this file")
    @Nullable
    Path to;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask")
    boolean yes;

    private final Session session;

    public DeleteByListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.confirm(yes, "Delete the data of all people of " + app + " in " + file + "? It cannot be undone.");
        ApiCall call = ApiCall.post("/csv/deletions")
                .with("app", app)
                .with("asOf", asOf)
                .withoutIdempotencyKey();
        return new TableUpload(session).run(call, file, to);
    }
}
