package io.tokenkeep.cli.command;

import io.tokenkeep.cli.api.ApiCall;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code accounts export}: the states of the accounts that match, in CSV. */
@Command
public final class AccountExportCommand implements Callable<Integer> {

    @Mixin
    final AccountFilter filter = new AccountFilter();

    @Option(names = "--to", paramLabel = "FILE", description = "Write to this file instead of standard output")
    @Nullable
    Path to;

    private final Session session;

    public AccountExportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        new Tables(session)
                .bring(session.api().send(ApiCall.get("/csv/accounts").with(filter.parameters())), to);
        return 0;
    }
}
