package io.tokenkeep.cli.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code tokenkeep} itself, with the options that every command takes. */
@Command(
        name = "tokenkeep",
        description = {
            "Manages an installation of Tokenkeep through console-service's API.",
            "",
            "The API key comes from the environment variable TOKENKEEP_KEY or from --key-file. No option takes the key itself,"
                    + " because every user of a machine sees the arguments of all processes."
        },
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0    done; for diff: there are no differences",
            "  1    the answer is no: not found, refused, not confirmed, or some of many failed; for diff: there are differences",
            "  2    the command line or a file is wrong; for diff: it could not compare",
            "  3    the API cannot be reached or cannot answer, or the API key does not allow the request",
            "  4    the time to wait was over before the result was known",
            "  141  the reader of the output is gone",
            "",
            "Examples:",
            "  export TOKENKEEP_KEY=$(cat api-key)",
            "  tokenkeep keys me",
            "  tokenkeep accounts list --state EXPIRING --all",
            "  tokenkeep accounts verify threads-main:112233",
            "  tokenkeep diff -f agency.yaml",
            "  tokenkeep COMMAND --help"
        })
public final class GlobalOptions {

    /** How results are printed. */
    enum Format {
        table,
        json
    }

    @Option(
            names = "--url",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = "The API's address. Default: TOKENKEEP_URL, or http://localhost:8088/api/v1")
    @Nullable
    String url;

    @Option(
            names = "--key-file",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "A file whose first line is the API key. Default: the key in TOKENKEEP_KEY")
    @Nullable
    Path keyFile;

    @Option(
            names = "--output",
            scope = ScopeType.INHERIT,
            paramLabel = "table|json",
            description = "table is for people and fits the terminal; json is what the API answers. Default: table")
    Format output = Format.table;

    @Option(
            names = "--timeout",
            scope = ScopeType.INHERIT,
            paramLabel = "SECONDS",
            description = "How long the API may take for an answer, 1 to 3600. Default: 60")
    int timeout = 60;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "Shows this help")
    boolean help;

    @Option(names = "--version", versionHelp = true, description = "Shows the version")
    boolean version;
}
