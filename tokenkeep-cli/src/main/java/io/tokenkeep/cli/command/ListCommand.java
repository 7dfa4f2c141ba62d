package io.tokenkeep.cli.command;

import io.tokenkeep.cli.api.ApiCall;
import io.tokenkeep.cli.output.Column;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A list of the API without filters of its own. */
@Command
public final class ListCommand implements Callable<Integer> {

    @Mixin
    final Paging paging = new Paging();

    private final Session session;
    private final String path;
    private final List<Column> columns;

    public ListCommand(Session session, String path, List<Column> columns) {
        this.session = session;
        this.path = path;
        this.columns = columns;
    }

    @Override
    public Integer call() {
        new Listing(session, columns).print(ApiCall.get(path), paging);
        return 0;
    }
}
