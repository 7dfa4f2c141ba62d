package io.tokenkeep.exchange;

import io.tokenkeep.kit.CommandLine;
import io.tokenkeep.kit.Exit;
import io.tokenkeep.kit.UsageException;
import io.tokenkeep.seal.RecipientKeys;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes a key pair to which others seal, named by {@code --name}: the private set goes to standard output alone, the public one to
 * standard error.
 *
 * @param publicPart a sentence that says where the public set belongs
 */
record RecipientKeysCommand(String publicPart, PrintStream out, PrintStream err) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,32}");

    Exit run(List<String> arguments) {
        String name = CommandLine.parse(arguments, Set.of("name"), Set.of()).required("name");
        if (!NAME.matcher(name).matches()) {
            throw new UsageException("--name needs 1 to 32 letters, digits or hyphens");
        }
        String keys = RecipientKeys.generate(name, new SecureRandom());
        out.println(keys);
        err.println(publicPart);
        err.println(RecipientKeys.publicPart(keys));
        return Exit.OK;
    }
}
