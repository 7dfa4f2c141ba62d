package io.tokenkeep.cli.command;

import io.tokenkeep.cli.api.ApiCall;
import io.tokenkeep.cli.output.Column;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code accounts history}: the events of one account, newest first. */
@Command
public final class HistoryCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ACCOUNT", description = "The account, as <app>:<account id>")
    String account = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "How many events a page has at most, 1 to 200. Default: 50")
    @Nullable
    Integer limit;

    @Option(
            names = "--before",
            paramLabel = "PLACE",
            description = "Where to go on: what the page before named as next")
    @Nullable
    String before;

    @Option(names = "--all", description = "All pages, one after the other")
    boolean all;

    private final Session session;

    public HistoryCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Paging paging = new Paging();
        paging.limit = limit;
        paging.after = before;
        paging.all = all;
        new Listing(
                        session,
                        Column.list(
                                "AT",
                                "at",
                                "EVENT",
                                "kind",
                                "RESULT",
                                "result",
                                "FAILURE",
                                "failureClass",
                                "CODE",
                                "errorCode",
                                "EXPIRES",
                                "expiresAt"),
                        "before")
                .print(ApiCall.get(ApiCall.path("accounts", account) + "/events"), paging);
        return 0;
    }
}
