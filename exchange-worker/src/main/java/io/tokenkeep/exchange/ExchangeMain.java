package io.tokenkeep.exchange;

import io.tokenkeep.kit.Exit;
import io.tokenkeep.kit.Launch;
import io.tokenkeep.kit.Running;
import io.tokenkeep.kit.ServiceProcess;
import io.tokenkeep.kit.UsageException;
import io.tokenkeep.kit.config.Settings;
import io.tokenkeep.kit.config.SettingsSource;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * {@code serve [--config FILE]} runs the service until it is asked to end; {@code leave} exports the tokens, and {@code leave-keys}
 * makes the key pair of the one who gets them.
 */
public final class ExchangeMain {

    private static final String SERVICE = "exchange-worker";
    private static final Duration STOP = Duration.ofSeconds(60);

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    ExchangeMain(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        Exit exit = new ExchangeMain(System.getenv(), System.out, System.err).run(List.of(arguments));
        System.exit(exit.code());
    }

    Exit run(List<String> arguments) {
        boolean named = !arguments.isEmpty() && !arguments.get(0).startsWith("--");
        String command = named ? arguments.get(0) : "serve";
        List<String> rest = named ? arguments.subList(1, arguments.size()) : arguments;
        try {
            return switch (command) {
                case "serve" -> new Launch(SERVICE, STOP, environment, err).run(rest, ExchangeMain::start);
                case "leave" -> new LeaveCommand(environment, err).run(rest);
                case "leave-keys" ->
                    new RecipientKeysCommand(
                                    "The line above opens exported tokens: keep it outside of this installation."
                                            + " leave.recipient.keys of exchange-worker is this one:",
                                    out,
                                    err)
                            .run(rest);
                case "import-keys" ->
                    new RecipientKeysCommand(
                                    "The line above is imports.keys of exchange-worker alone. imports.key of console-service is"
                                            + " this one:",
                                    out,
                                    err)
                            .run(rest);
                default -> throw new UsageException("unknown command; known are serve, leave, leave-keys, import-keys");
            };
        } catch (UsageException e) {
            err.println(e.getMessage());
            return Exit.USAGE;
        }
    }

    static Running start(SettingsSource source) throws Exception {
        Settings settings = source.settings(ExchangeConfig.definition());
        ExchangeConfig config = ExchangeConfig.of(settings);
        return ServiceProcess.start(
                SERVICE,
                settings,
                config.management(),
                config.times().stopWithin(STOP),
                (vertx, metrics) -> ExchangeService.start(config, ExchangeProviders.DEFAULT, vertx, metrics));
    }
}
