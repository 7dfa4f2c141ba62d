package io.tokenkeep.kit;

import io.tokenkeep.kit.config.SettingsSource;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main method of every service: reads {@code --config}, starts the service, waits until the service or the process ends, and
 * closes. A mistake in the command line or the settings is printed as plain text, without a stack trace.
 */
public record Launch(String service, Duration stopWithin, Map<String, String> environment, PrintStream complaints) {
    private static final Logger log = LoggerFactory.getLogger(Launch.class);

    /** Builds and starts a service. If it fails, it first closes everything that it opened. */
    @FunctionalInterface
    public interface Start {
        Running start(SettingsSource settings) throws Exception;
    }

    /** Returns when the service has ended by itself; a signal ends the process without a return. */
    public Exit run(List<String> arguments, Start start) {
        try {
            CommandLine line = CommandLine.parse(arguments, Set.of("config"), Set.of());
            return attend(start.start(SettingsSource.load(line.path("config").orElse(null), environment)));
        } catch (UsageException e) {
            return complain(e, Exit.USAGE);
        } catch (ConfigException e) {
            return complain(e, Exit.CONFIGURATION);
        } catch (ListenException e) {
            return complain(e, Exit.FAILED);
        } catch (Exception | Error e) {
            // An Error ends the process too: without its main thread the process would still look alive.
            log.atError().setCause(e).addKeyValue("service", service).log("not started");
            return Exit.FAILED;
        }
    }

    private Exit attend(Running running) {
        Duration limit = running.stopWithin(stopWithin);
        ShutdownHook hook = ShutdownHook.closing(running, limit);
        log.atInfo().addKeyValue("service", service).log("started");
        Exit exit = running.ended()
                .exceptionally(this::failed)
                .toCompletableFuture()
                .join();
        hook.remove();
        ShutdownHook.closeWithin(running, limit);
        log.atInfo().addKeyValue("service", service).addKeyValue("exit", exit).log("ended");
        return exit;
    }

    private Exit failed(Throwable failure) {
        log.atError().setCause(failure).addKeyValue("service", service).log("failed");
        return Exit.FAILED;
    }

    private Exit complain(Exception mistake, Exit exit) {
        complaints.println(service + ": " + mistake.getMessage());
        return exit;
    }

    /** Without the environment, which may contain secrets. */
    @Override
    public String toString() {
        return "Launch[" + service + "]";
    }
}
