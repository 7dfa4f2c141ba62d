package io.tokenkeep.cli;

import io.tokenkeep.cli.api.CommandFailure;
import io.tokenkeep.cli.api.ExitCode;
import io.tokenkeep.cli.api.Timer;
import io.tokenkeep.cli.command.GlobalOptions;
import io.tokenkeep.cli.command.Session;
import io.tokenkeep.cli.output.PlainText;
import io.tokenkeep.cli.output.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** One run of the command line. A failure is one sentence on standard error and an exit code; there are no stack traces. */
public final class Tokenkeep {

    /** A key that somebody put where no key belongs is not repeated. */
    private static final Pattern KEY = Pattern.compile("tokenkeep_[A-Za-z0-9_-]{20,}");

    private static final int DEFAULT_WIDTH = 100;
    private static final int NARROWEST_HELP = 60;

    private final Terminal terminal;
    private final CommandLine root;

    /** @param environment variables, of which TOKENKEEP_KEY and TOKENKEEP_URL count */
    public Tokenkeep(Map<String, String> environment, Terminal terminal, Timer timer) {
        this.terminal = terminal;
        GlobalOptions options = new GlobalOptions();
        this.root = new CommandLine(options);
        new CommandTree(new Session(options, environment, terminal, timer), root).addAll();
        root.setExpandAtFiles(false);
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        root.setUsageHelpWidth(terminal.width() == 0 ? DEFAULT_WIDTH : Math.max(NARROWEST_HELP, terminal.width()));
        root.getCommandSpec().version("tokenkeep " + version());
        root.setParameterExceptionHandler((failure, arguments) -> usage(failure));
        root.setExecutionExceptionHandler((failure, line, parsed) -> failed(failure));
    }

    /** Runs the command, and returns one of {@link ExitCode}. */
    public int run(String... arguments) {
        StringWriter text = new StringWriter();
        root.setOut(new PrintWriter(text));
        try {
            int code = root.execute(arguments);
            terminal.printPart(text.toString());
            terminal.flush();
            return code;
        } catch (CommandFailure failure) {
            return failed(failure);
        }
    }

    /** For tests of the help. */
    CommandLine line() {
        return root;
    }

    private int usage(ParameterException failure) {
        say(String.valueOf(failure.getMessage()));
        say("Help: " + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    private int failed(Exception failure) {
        if (failure instanceof CommandFailure known) {
            if (!known.text().isEmpty()) {
                say(known.text());
            }
            return known.exitCode();
        }
        say("This is a mistake of the command line: " + failure.getClass().getSimpleName() + ". Please report it.");
        return ExitCode.NO;
    }

    private void say(String message) {
        String text = KEY.matcher(message).replaceAll("tokenkeep_***");
        terminal.complain("tokenkeep: " + PlainText.line(text));
    }

    private static String version() {
        return Optional.ofNullable(Tokenkeep.class.getPackage().getImplementationVersion())
                .orElse("(built from source)");
    }
}
