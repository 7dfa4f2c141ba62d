package io.tokenkeep.cli.command;

import io.tokenkeep.cli.api.ApiCall.Parameter;
import io.tokenkeep.cli.api.CommandFailure;
import io.tokenkeep.cli.api.ExitCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code accounts verify|refresh|disconnect}, of one account or of all that match. */
@Command
public final class ActionCommand implements Callable<Integer> {

    private static final int ONE_WAIT = 60;
    private static final int BULK_WAIT = 3600;

    @Parameters(arity = "0..1", paramLabel = "ACCOUNT", description = "The account, as <app>:<account id>")
    @Nullable
    String account;

    @Mixin
    final AccountFilter filter = new AccountFilter();

    @Option(names = "--all-accounts", description = "All accounts that the API key sees, instead of a filter")
    boolean allAccounts;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "How long to wait for the result. Default: 60; for many accounts 3600")
    @Nullable
    Integer wait;

    @Option(names = "--no-wait", description = "Do not wait for the result")
    boolean noWait;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask before a disconnect, or before acting on many accounts")
    boolean yes;

    private final Session session;
    private final String action;

    /** @param action as the API names it */
    public ActionCommand(Session session, String action) {
        this.session = session;
        this.action = action;
    }

    @Override
    public Integer call() {
        List<Parameter> parameters = filter.parameters();
        String one = account;
        boolean many = allAccounts || !parameters.isEmpty();
        if ((one != null) == many) {
            throw usage("Name one account, or a filter such as --client, or --all-accounts.");
        }
        if (allAccounts && !parameters.isEmpty()) {
            throw usage("--all-accounts takes no filter.");
        }
        Integer seconds = wait;
        if (seconds != null && (seconds < 1 || noWait)) {
            throw usage("--wait: at least 1 second, and not together with --no-wait.");
        }
        Waiting waiting = noWait
                ? Waiting.none(session)
                : new Waiting(
                        session, Duration.ofSeconds(seconds != null ? seconds : one != null ? ONE_WAIT : BULK_WAIT));
        return one != null
                ? new OneAction(session, waiting).run(one, action, yes)
                : new BulkAction(session, waiting).run(parameters, action, yes);
    }

    private static CommandFailure usage(String message) {
        return new CommandFailure(ExitCode.USAGE, message);
    }
}
