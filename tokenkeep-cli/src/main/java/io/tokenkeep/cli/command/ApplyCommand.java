package io.tokenkeep.cli.command;

import io.tokenkeep.cli.api.ApiCall;
import io.tokenkeep.cli.api.CommandFailure;
import io.tokenkeep.cli.api.ExitCode;
import io.tokenkeep.cli.desired.Difference;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code apply}: a change that is refused leaves the others as they are; without access it ends. */
@Command
public final class ApplyCommand implements Callable<Integer> {

    @Mixin
    final DesiredOptions desired = new DesiredOptions();

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask")
    boolean yes;

    private final Session session;

    public ApplyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return carryOut(desired.differences(session));
    }

    private int carryOut(List<Difference> differences) {
        if (differences.isEmpty()) {
            session.terminal().say("No differences.");
            return ExitCode.OK;
        }
        session.confirm(yes, "Carry out " + differences.size() + (differences.size() == 1 ? " change?" : " changes?"));
        int failed = 0;
        for (Difference difference : differences) {
            ApiCall call = difference.call();
            if (call == null) {
                failed++;
                session.terminal().say("Not possible: " + difference.what() + ". " + reason(difference));
                continue;
            }
            try {
                session.api().send(call).text();
            } catch (CommandFailure failure) {
                if (failure.exitCode() != ExitCode.NO) {
                    throw failure;
                }
                failed++;
                session.terminal().say("Not done: " + difference.what() + ". " + failure.text());
            }
        }
        session.terminal().say("Changes done: " + (differences.size() - failed) + ", not done: " + failed + ".");
        return failed == 0 ? ExitCode.OK : ExitCode.NO;
    }

    private static String reason(Difference difference) {
        return difference.lines().get(difference.lines().size() - 1).replace("  ! ", "");
    }
}
