package io.tokenkeep.cli;

import io.tokenkeep.cli.api.Timer;
import io.tokenkeep.cli.output.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.Map;

/** The program {@code tokenkeep}. */
public final class TokenkeepMain {

    private TokenkeepMain() {}

    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        Terminal terminal = new Terminal(
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                width(environment.getOrDefault("COLUMNS", "")));
        System.exit(new Tokenkeep(environment, terminal, Timer.system()).run(arguments));
    }

    /** The script {@code tokenkeep} sets COLUMNS where the output is a terminal. */
    private static int width(String columns) {
        return columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : 0;
    }
}
