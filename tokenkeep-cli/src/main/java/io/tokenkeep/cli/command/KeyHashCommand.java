package io.tokenkeep.cli.command;

import io.tokenkeep.apikey.ApiKeyText;
import io.tokenkeep.cli.api.CommandFailure;
import io.tokenkeep.cli.api.ExitCode;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code keys hash}: makes a key on this machine, calls nothing, and prints what {@code apply} needs of it. */
@Command
public final class KeyHashCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "The id of the key: 1 to 32 letters, digits, - or _")
    String id = "";

    private final Session session;
    private final RandomGenerator random;

    /** @param random must be cryptographically strong */
    public KeyHashCommand(Session session, RandomGenerator random) {
        this.session = session;
        this.random = random;
    }

    @Override
    public Integer call() {
        if (!id.matches("[A-Za-z0-9_-]{1,32}")) {
            throw new CommandFailure(ExitCode.USAGE, "The id needs 1 to 32 letters, digits, - or _.");
        }
        ApiKeyText key = ApiKeyText.generate(id, random);
        session.terminal().print(key.reveal());
        session.terminal()
                .say("The line on standard output is the key; it cannot be shown again. For the file of apply:");
        session.terminal()
                .sayLines(
                        "keys:", "  - id: " + id, "    name: " + id, "    role: READ", "    secretHash: " + key.hash());
        return 0;
    }
}
