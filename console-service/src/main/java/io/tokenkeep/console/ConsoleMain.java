package io.tokenkeep.console;

import io.tokenkeep.apikey.ApiKeyText;
import io.tokenkeep.console.caller.ConfiguredKeys;
import io.tokenkeep.kit.CommandLine;
import io.tokenkeep.kit.Exit;
import io.tokenkeep.kit.Launch;
import io.tokenkeep.kit.Running;
import io.tokenkeep.kit.ServiceEnvironment;
import io.tokenkeep.kit.ServiceProcess;
import io.tokenkeep.kit.UsageException;
import io.tokenkeep.kit.config.Settings;
import io.tokenkeep.kit.config.SettingsSource;
import io.tokenkeep.link.LinkKeys;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code serve [--config file]} runs the service until it is asked to end; {@code key --name NAME} makes an admin key for the
 * settings, {@code link-keys --name NAME} the key pair of connect links.
 */
public final class ConsoleMain {

    private static final Logger log = LoggerFactory.getLogger(ConsoleMain.class);
    private static final String SERVICE = "console-service";
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(9);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,32}");

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    ConsoleMain(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        Exit exit = new ConsoleMain(System.getenv(), System.out, System.err).run(List.of(arguments));
        System.exit(exit.code());
    }

    Exit run(List<String> arguments) {
        boolean named = !arguments.isEmpty() && !arguments.get(0).startsWith("--");
        String command = named ? arguments.get(0) : "serve";
        List<String> rest = named ? arguments.subList(1, arguments.size()) : arguments;
        try {
            return switch (command) {
                case "serve" -> new Launch(SERVICE, CLOSE_LIMIT, environment, err).run(rest, ConsoleMain::start);
                case "key" -> key(CommandLine.parse(rest, Set.of("name"), Set.of()));
                case "link-keys" -> linkKeys(CommandLine.parse(rest, Set.of("name"), Set.of()));
                default -> throw new UsageException("unknown command; known are serve, key, link-keys");
            };
        } catch (UsageException e) {
            err.println(e.getMessage());
            return Exit.USAGE;
        }
    }

    /** The key goes to standard output alone, so that it can be put where it belongs without anybody reading it. */
    private Exit key(CommandLine line) {
        String name = line.required("name");
        if (!NAME.matcher(name).matches()) {
            throw new UsageException("--name needs 1 to 32 letters, digits or hyphens");
        }
        ApiKeyText key = ApiKeyText.generate(name, new SecureRandom());
        out.println(key.reveal());
        err.println(
                "The line above is the key; it cannot be shown again. Add this to the settings of console-service:");
        err.println("admin.keys=" + ConfiguredKeys.written(key));
        return Exit.OK;
    }

    /** The private set goes to standard output, the public one to standard error. */
    private Exit linkKeys(CommandLine line) {
        String name = line.required("name");
        if (!NAME.matcher(name).matches()) {
            throw new UsageException("--name needs 1 to 32 letters, digits or hyphens");
        }
        String keys = LinkKeys.generate(name, new SecureRandom());
        out.println(keys);
        err.println(
                "The line above is links.keys of console-service alone. callback-service and exchange-worker have this one:");
        err.println(LinkKeys.publicPart(keys));
        return Exit.OK;
    }

    private static Running start(SettingsSource source) throws Exception {
        Settings settings = source.settings(ConsoleConfig.definition());
        ConsoleConfig config = ConsoleConfig.from(settings);
        if (config.adminKeys().isEmpty()) {
            log.atInfo().log("admin.keys is empty: only the API keys on the topic api-keys are valid");
        }
        return ServiceProcess.start(
                SERVICE,
                settings,
                config.management(),
                CLOSE_LIMIT,
                (vertx, metrics) ->
                        ServiceProcess.await(ConsoleService.start(config, ServiceEnvironment.of(vertx, metrics))));
    }
}
