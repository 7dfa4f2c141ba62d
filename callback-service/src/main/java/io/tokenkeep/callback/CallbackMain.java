package io.tokenkeep.callback;

import io.tokenkeep.callback.link.ConnectLinks;
import io.tokenkeep.callback.link.ConnectRequest;
import io.tokenkeep.kit.Closer;
import io.tokenkeep.kit.CommandLine;
import io.tokenkeep.kit.Exit;
import io.tokenkeep.kit.ListenException;
import io.tokenkeep.kit.ShutdownHook;
import io.tokenkeep.kit.UsageException;
import io.tokenkeep.kit.config.Settings;
import io.tokenkeep.kit.config.SettingsSource;
import io.tokenkeep.kit.health.Health;
import io.tokenkeep.kit.health.ManagementServer;
import io.tokenkeep.kit.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code serve [--config file]} runs the service until it is asked to end; {@code link --app NAME [--client LABEL]
 * [--valid 7d] [--config file]} prints one connect link.
 */
public final class CallbackMain {

    private static final Logger log = LoggerFactory.getLogger(CallbackMain.class);
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
                case "serve" -> serve(CommandLine.parse(rest, Set.of("config"), Set.of()));
                case "link" -> link(CommandLine.parse(rest, Set.of("config", "app", "client", "valid"), Set.of()));
                default -> throw new UsageException("unknown command; known are serve, link");
            };
        } catch (UsageException e) {
            err.println(e.getMessage());
            return Exit.USAGE;
        } catch (ConfigException e) {
            err.println(e.getMessage());
            return Exit.CONFIGURATION;
        } catch (ListenException e) {
            err.println(e.getMessage());
            return Exit.FAILED;
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
        ConnectLinks links =
                new ConnectLinks(config.keys().state(), config.listener().url(), InstantSource.system());
        out.println(links.link(request, valid));
        return Exit.OK;
    }

    private Exit serve(CommandLine line) {
        Settings settings = settings(line);
        CallbackConfig config = CallbackConfig.from(settings);
        settings.describe().forEach((name, value) -> log.atInfo().log("{} = {}", name, value));
        config.outOfCookieReach().forEach(app -> log.atWarn()
                .addKeyValue("app", app)
                .log("the redirect URI has another scheme, host or port than public.url: browsers will not send the"
                        + " cookie there, and people must paste the address (paste.enabled)"));

        Closer closer = new Closer();
        ShutdownHook.closing(closer, CLOSE_LIMIT);
        Vertx vertx = Vertx.vertx();
        closer.addStep("vertx", Duration.ofSeconds(2), () -> await(vertx.close()));
        Metrics metrics = closer.add(
                "metrics", Duration.ofSeconds(2), Metrics.of("callback-service").withJvm());
        CallbackService service =
                await(CallbackService.start(config, vertx, metrics, InstantSource.system(), new SecureRandom()));
        closer.addStep("service", CLOSE_LIMIT, () -> service.close(CLOSE_LIMIT));
        Health health = new Health();
        service.components().forEach(health::add);
        ManagementServer management = await(ManagementServer.start(vertx, config.management(), health, metrics));
        closer.addStep("management", Duration.ofSeconds(2), () -> await(management.close()));
        log.atInfo()
                .addKeyValue("publicPort", service.publicPort())
                .addKeyValue("managementPort", management.port())
                .log("callback-service listens");
        return service.ended().toCompletableFuture().join();
    }

    private Settings settings(CommandLine line) {
        return SettingsSource.load(line.path("config").orElse(null), environment)
                .settings(CallbackConfig.definition());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ListenException listen ? listen : e;
        }
    }
}
