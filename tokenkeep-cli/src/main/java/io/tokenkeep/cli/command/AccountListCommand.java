package io.tokenkeep.cli.command;

import io.tokenkeep.cli.api.ApiCall;
import io.tokenkeep.cli.output.Column;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code accounts list}. */
@Command
public final class AccountListCommand implements Callable<Integer> {

    @Mixin
    final AccountFilter filter = new AccountFilter();

    @Option(names = "--sort", paramLabel = "ORDER", description = "key, endsAt, changedAt or name. Default: key")
    @Nullable
    String sort;

    @Mixin
    final Paging paging = new Paging();

    private final Session session;

    public AccountListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ApiCall call = ApiCall.get("/accounts").with(filter.parameters()).with("sort", sort);
        new Listing(
                        session,
                        Column.list(
                                "ACCOUNT", "account", "NAME", "name", "STATE", "state", "CLIENT", "client", "ENDS",
                                "endsAt"))
                .print(call, paging);
        return 0;
    }
}
