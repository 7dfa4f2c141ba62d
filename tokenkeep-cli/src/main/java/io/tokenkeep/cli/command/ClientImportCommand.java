package io.tokenkeep.cli.command;

import io.tokenkeep.cli.api.ApiCall;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code clients import}: makes or changes a client for each row. */
@Command
public final class ClientImportCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "FILE",
            description = "A table in CSV with the columns of \"clients export\"; - is standard input")
    Path file = Path.of("-");

    @Option(names = "--to", paramLabel = "FILE", description = "Write what became of each row to this file")
    @Nullable
    Path to;

    private final Session session;

    public ClientImportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return new TableUpload(session).run(ApiCall.post("/csv/clients"), file, to);
    }
}
