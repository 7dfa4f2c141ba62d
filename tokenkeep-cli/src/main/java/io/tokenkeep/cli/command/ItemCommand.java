package io.tokenkeep.cli.command;

import io.tokenkeep.cli.api.ApiCall;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** One call about one thing that is named by its id, whose answer is shown. */
@Command
public final class ItemCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "What it is about; an account is named <app>:<account id>")
    String id = "";

    private final Session session;
    private final Function<String, ApiCall> request;

    public ItemCommand(Session session, Function<String, ApiCall> request) {
        this.session = session;
        this.request = request;
    }

    @Override
    public Integer call() {
        session.show(session.call(request.apply(id)));
        return 0;
    }
}
