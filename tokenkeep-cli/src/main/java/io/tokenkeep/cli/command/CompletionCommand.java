package io.tokenkeep.cli.command;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code completion}: the script that a shell reads to complete commands and options. */
@Command
public final class CompletionCommand implements Callable<Integer> {

    /** The shells that one script serves: zsh reads it by its bashcompinit. */
    enum Shell {
        bash,
        zsh
    }

    @Parameters(paramLabel = "bash|zsh", description = "The shell")
    Shell shell = Shell.bash;

    private final Session session;
    private final CommandLine root;

    public CompletionCommand(Session session, CommandLine root) {
        this.session = session;
        this.root = root;
    }

    @Override
    public Integer call() {
        session.terminal().printPart(AutoComplete.bash(root.getCommandName(), root));
        session.terminal().flush();
        return 0;
    }
}
