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
 * What every service's main does: read {@code --config}, start, wait until it ends or the process is told to, close.
 * A mistake of the person who started it is told in plain words, without a stack trace.
 */
public record Launch(String service, Duration stopWithin, Map<String, String> environment, PrintStream complaints) {
    private static final Logger log = LoggerFactory.getLogger(Launch.class);

    /** Builds a service and lets it begin; what it opened before failing it closes itself. */
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
            // An Error, too, ends the process: with only its main thread gone the rest would look alive.
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

    /** Without the environment, in which there may be secrets. */
    @Override
    public String toString() {
        return "Launch[" + service + "]";
    }
}
