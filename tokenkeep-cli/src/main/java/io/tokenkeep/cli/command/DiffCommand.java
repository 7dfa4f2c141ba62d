package io.tokenkeep.cli.command;

import io.tokenkeep.cli.api.CommandFailure;
import io.tokenkeep.cli.api.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code diff}: shows what {@code apply} would do, with the exit codes of diff(1). */
@Command
public final class DiffCommand implements Callable<Integer> {

    @Mixin
    final DesiredOptions desired = new DesiredOptions();

    private final Session session;

    public DiffCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try {
            if (!desired.differences(session).isEmpty()) {
                return ExitCode.NO;
            }
            session.terminal().say("No differences.");
            return ExitCode.OK;
        } catch (CommandFailure failure) {
            boolean isClosed = failure.exitCode() == ExitCode.OUTPUT_CLOSED;
            throw isClosed ? failure : new CommandFailure(ExitCode.USAGE, failure.text());
        }
    }
}
