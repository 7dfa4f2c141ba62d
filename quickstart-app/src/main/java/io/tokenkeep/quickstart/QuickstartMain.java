package io.tokenkeep.quickstart;

import io.tokenkeep.kit.Exit;
import io.tokenkeep.kit.ListenException;
import io.tokenkeep.kit.ShutdownHook;
import io.tokenkeep.kit.UsageException;
import io.tokenkeep.sandbox.PortInUseException;
import io.tokenkeep.simulator.AddressInUseException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.LoggerFactory;

/** Runs the quickstart from the command line. */
public final class QuickstartMain {

    private static final Duration STOP = Duration.ofSeconds(9);
    private static final String LOGGING = "logback.configurationFile";

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    QuickstartMain(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        long start = System.nanoTime();
        if (System.getProperty(LOGGING) == null) {
            // Before the first logger: only the live view may write to standard output.
            System.setProperty(LOGGING, "logback-quickstart.xml");
        }
        Exit exit = new QuickstartMain(System.getenv(), System.out, System.err).run(List.of(arguments), start);
        System.out.flush();
        System.exit(exit.code());
    }

    Exit run(List<String> arguments, long start) {
        if (arguments.contains("--help")) {
            out.println(Options.HELP);
            return Exit.OK;
        }
        try {
            Options options = Options.parse(arguments);
            Optional<Meta> real = Meta.fromEnvironment(environment);
            if (real.isPresent() && (options.accounts() > 0 || options.lifetime() != null)) {
                throw new UsageException(
                        "--accounts, --lifetime and --once are for the simulator, not for real products of Meta");
            }
            if (real.isEmpty() && options.data() != null) {
                throw new UsageException(
                        "--data is for the real Threads (" + Meta.IN_THE_ENVIRONMENT
                                + " in the environment), Facebook or Instagram (FACEBOOK_…, INSTAGRAM_…): the simulator forgets all people when it ends, so there is nothing to keep");
            }
            return run(options, real, start);
        } catch (UsageException e) {
            err.println(e.getMessage());
            return Exit.USAGE;
        } catch (ConfigException e) {
            err.println(e.getMessage());
            return Exit.CONFIGURATION;
        } catch (ListenException | PortInUseException | AddressInUseException e) {
            err.println(e.getMessage());
            return Exit.FAILED;
        } catch (Exception e) {
            LoggerFactory.getLogger(QuickstartMain.class).atError().setCause(e).log("not started");
            return Exit.FAILED;
        }
    }

    private Exit run(Options options, Optional<Meta> real, long start) throws Exception {
        Quickstart quickstart = new Quickstart(options, out);
        ShutdownHook hook = ShutdownHook.closing(quickstart, STOP);
        try {
            Quickstart.Started started = quickstart.start(real);
            started.visitors()
                    .filter(visitors -> options.accounts() > 0)
                    .ifPresent(visitors -> connect(visitors, options));
            if (!options.once()) {
                new CountDownLatch(1).await();
            }
            Once once =
                    new Once(options.accounts(), started.reader().orElseThrow().tally(), System::nanoTime, start);
            boolean complete = once.await();
            quickstart.close(STOP);
            if (!complete) {
                err.println(once.reason());
            }
            out.println(once.report());
            return complete ? Exit.OK : Exit.FAILED;
        } finally {
            hook.remove();
            quickstart.close(STOP);
        }
    }

    private void connect(Visitors visitors, Options options) {
        visitors.connect(options.accounts(), options.apps(), person -> {}).onSuccess(failed -> {
            if (failed > 0) {
                err.println(failed + " of " + options.accounts() + " simulated people could not connect");
            }
        });
    }
}
