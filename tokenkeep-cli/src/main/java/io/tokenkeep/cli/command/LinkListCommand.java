package io.tokenkeep.cli.command;

import io.tokenkeep.cli.api.ApiCall;
import io.tokenkeep.cli.output.Column;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code links list}. The addresses are in {@code links show} and in JSON. */
@Command
public final class LinkListCommand implements Callable<Integer> {

    @Option(names = "--client", paramLabel = "CLIENT", description = "Links of this client")
    @Nullable
    String client;

    @Option(
            names = "--step",
            paramLabel = "STEP",
            description = "How far people came: NOT_OPENED, OPENED, LEFT, RETURNED or CONNECTED")
    @Nullable
    String step;

    @Mixin
    final Paging paging = new Paging();

    private final Session session;

    public LinkListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        new Listing(
                        session,
                        Column.list(
                                "ID",
                                "id",
                                "STATE",
                                "state",
                                "APPS",
                                "apps",
                                "CLIENT",
                                "client",
                                "EXPIRES",
                                "expiresAt",
                                "NOTE",
                                "note"))
                .print(ApiCall.get("/links").with("client", client).with("step", step), paging);
        return 0;
    }
}
