package io.tokenkeep.cli.command;

import io.tokenkeep.cli.api.ApiCall;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code clients export}: all clients in CSV. */
@Command
public final class ExportCommand implements Callable<Integer> {

    @Option(names = "--to", paramLabel = "FILE", description = "Write to this file instead of standard output")
    @Nullable
    Path to;

    private final Session session;

    public ExportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        new Tables(session).bring(session.api().send(ApiCall.get("/csv/clients")), to);
        return 0;
    }
}
