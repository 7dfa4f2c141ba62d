package io.tokenkeep.callback;

import io.tokenkeep.callback.link.ConnectLinks;
import io.tokenkeep.callback.link.ConnectRequest;
import io.tokenkeep.kit.CommandLine;
import io.tokenkeep.kit.Exit;
import io.tokenkeep.kit.Launch;
import io.tokenkeep.kit.Running;
import io.tokenkeep.kit.ServiceEnvironment;
import io.tokenkeep.kit.ServiceProcess;
import io.tokenkeep.kit.UsageException;
import io.tokenkeep.kit.config.Settings;
import io.tokenkeep.kit.config.SettingsSource;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code serve [--config file]} runs the service until it is asked to end; {@code link --app NAME [--client LABEL]
 * [--valid 7d] [--config file]} prints one connect link.
 */
public final class CallbackMain {

    private static final Logger log = LoggerFactory.getLogger(CallbackMain.class);
    private static final String SERVICE = "callback-service";
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(9);
    private static final Duration LINK_VALID = Duration.ofDays(7);
    private static final Duration LINK_LONGEST = Duration.ofDays(366);

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    CallbackMain(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        Exit exit = new CallbackMain(System.getenv(), System.out, System.err).run(List.of(arguments));
        System.exit(exit.code());
    }

    Exit run(List<String> arguments) {
        boolean named = !arguments.isEmpty() && !arguments.get(0).startsWith("--");
        String command = named ? arguments.get(0) : "serve";
        List<String> rest = named ? arguments.subList(1, arguments.size()) : arguments;
        try {
            return switch (command) {
                case "serve" -> new Launch(SERVICE, CLOSE_LIMIT, environment, err).run(rest, CallbackMain::start);
                case "link" -> link(CommandLine.parse(rest, Set.of("config", "app", "client", "valid"), Set.of()));
                default -> throw new UsageException("unknown command; known are serve, link");
            };
        } catch (UsageException e) {
            err.println(e.getMessage());
            return Exit.USAGE;
        } catch (ConfigException e) {
            err.println(e.getMessage());
            return Exit.CONFIGURATION;
        }
    }

    private Exit link(CommandLine line) {
        CallbackConfig config = CallbackConfig.from(settings(line));
        String app = line.required("app");
        if (config.apps().find(app).isEmpty()) {
            throw new UsageException("--app needs one of the apps in the settings");
        }
        Duration valid = line.duration("valid").orElse(LINK_VALID);
        if (valid.isNegative() || valid.isZero() || valid.compareTo(LINK_LONGEST) > 0) {
            throw new UsageException("--valid needs a duration of at most 366d");
        }
        ConnectRequest request;
        try {
            request = new ConnectRequest(app, line.option("client").orElse(null));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--client: " + e.getMessage());
        }
        ConnectLinks links = new ConnectLinks(
                config.keys().state(), config.listener().url(), InstantSource.system(), new SecureRandom());
        out.println(links.link(request, valid));
        return Exit.OK;
    }

    private static Running start(SettingsSource source) throws Exception {
        Settings settings = source.settings(CallbackConfig.definition());
        CallbackConfig config = CallbackConfig.from(settings);
        config.outOfCookieReach().forEach(app -> log.atWarn()
                .addKeyValue("app", app)
                .log("the redirect URI has another scheme, host or port than public.url: browsers will not send the"
                        + " cookie there, and people must paste the address (paste.enabled)"));
        config.withoutSecrets().forEach(app -> log.atInfo()
                .addKeyValue("app", app)
                .log("takes no deauthorize or deletion calls from its provider, as it has no client.secrets here"));
        return ServiceProcess.start(
                SERVICE,
                settings,
                config.management(),
                CLOSE_LIMIT,
                (vertx, metrics) -> ServiceProcess.await(CallbackService.start(
                        config, CallbackProviders.DEFAULT, ServiceEnvironment.of(vertx, metrics))));
    }

    private Settings settings(CommandLine line) {
        return SettingsSource.load(line.path("config").orElse(null), environment)
                .settings(CallbackConfig.definition());
    }
}
