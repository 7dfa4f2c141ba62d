package io.tokenkeep.cli.command;

import io.tokenkeep.cli.api.ApiCall;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code keys me}: whom the API key stands for. */
@Command
public final class CallerCommand implements Callable<Integer> {

    private final Session session;

    public CallerCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.show(session.call(ApiCall.get("/me")));
        return 0;
    }
}
