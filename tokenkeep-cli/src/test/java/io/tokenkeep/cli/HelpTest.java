package io.tokenkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tokenkeep.cli.api.Timer;
import io.tokenkeep.cli.output.Terminal;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class HelpTest {

    @TempDir
    Path folder;

    @Test
    void everyCommandHasADescriptionAndExamplesThatAreValid() {
        List<CommandLine> commands = new ArrayList<>();
        collect(root(), commands);

        assertThat(commands).hasSizeGreaterThan(35).allSatisfy(command -> {
            String help = command.getUsageMessage();
            assertThat(help).contains("Examples:", "--output", "--key-file");
            Arrays.stream(command.getCommandSpec().usageMessage().footer())
                    .map(example -> example.strip().replace("tokenkeep ", "").replaceAll(" >.*", ""))
                    .forEach(example -> root().parseArgs(arguments(example)));
        });
    }

    @Test
    void completionIsAcceptedByBash() throws Exception {
        assumeThat(Path.of("/bin/bash")).exists();
        Path script = Files.writeString(
                folder.resolve("completion"),
                new TestRun().run("completion", "bash").out());

        Process bash = new ProcessBuilder("/bin/bash", "-n", script.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(bash.getInputStream().readAllBytes()).isEmpty();
        assertThat(bash.waitFor()).isZero();
        assertThat(script).content().contains("accounts", "delete-by-list", "--all-accounts");
        assertThat(new TestRun().run("completion", "fish").code()).isEqualTo(2);
    }

    private static void collect(CommandLine parent, List<CommandLine> commands) {
        for (CommandLine command : parent.getSubcommands().values()) {
            if (command.getSubcommands().isEmpty() || command.getCommandSpec().userObject() != null) {
                commands.add(command);
            }
            collect(command, commands);
        }
    }

    /** Splits as a shell does, as far as examples need it. */
    private static String[] arguments(String line) {
        return Arrays.stream(line.split(" (?=(?:[^']*'[^']*')*[^']*$)", -1))
                .map(part -> part.replace("'", ""))
                .toArray(String[]::new);
    }

    private static CommandLine root() {
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(), OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), 0);
        return new Tokenkeep(Map.of(), terminal, Timer.system()).line();
    }
}
