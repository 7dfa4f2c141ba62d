package io.tokenkeep.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of lists that come page by page. */
final class Paging {

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "How many items a page has at most, 1 to 200. Default: 50")
    @Nullable
    Integer limit;

    @Option(names = "--after", paramLabel = "PLACE", description = "Where to go on: what the page before named as next")
    @Nullable
    String after;

    @Option(names = "--all", description = "All pages, one after the other; with --output json one page in a line")
    boolean all;
}
