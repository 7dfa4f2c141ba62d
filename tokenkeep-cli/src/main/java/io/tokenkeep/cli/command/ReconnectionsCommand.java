package io.tokenkeep.cli.command;

import io.tokenkeep.cli.api.ApiCall;
import io.tokenkeep.cli.output.Column;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reconnections}: the accounts that need a person. */
@Command
public final class ReconnectionsCommand implements Callable<Integer> {

    @Option(names = "--client", paramLabel = "CLIENT", description = "Accounts of this client")
    @Nullable
    String client;

    @Option(names = "--app", paramLabel = "APP", description = "Accounts of this app")
    @Nullable
    String app;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "EXPIRING, REAUTHORIZATION_REQUIRED, USER_ACTION_REQUIRED or DEAUTHORIZED")
    @Nullable
    String state;

    @Mixin
    final Paging paging = new Paging();

    private final Session session;

    public ReconnectionsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ApiCall call = ApiCall.get("/reconnections")
                .with("client", client)
                .with("app", app)
                .with("state", state);
        new Listing(
                        session,
                        Column.list(
                                "ACCOUNT", "account", "NAME", "name", "CLIENT", "client", "STATE", "state", "SINCE",
                                "since", "ADVICE", "advice"))
                .print(call, paging);
        return 0;
    }
}
