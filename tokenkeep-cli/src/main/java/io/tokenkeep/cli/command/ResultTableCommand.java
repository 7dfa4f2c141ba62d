package io.tokenkeep.cli.command;

import io.tokenkeep.cli.api.ApiCall;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A table in CSV about one thing that is named by its id. */
@Command
public final class ResultTableCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "Its id, as it was shown when it was made")
    String id = "";

    @Option(names = "--to", paramLabel = "FILE", description = "Write to this file instead of standard output")
    @Nullable
    Path to;

    private final Session session;
    private final Function<String, ApiCall> request;

    public ResultTableCommand(Session session, Function<String, ApiCall> request) {
        this.session = session;
        this.request = request;
    }

    @Override
    public Integer call() {
        new Tables(session).bring(session.api().send(request.apply(id)), to);
        return 0;
    }
}
