package io.tokenkeep.simulator;

import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The simulator as a program of its own. */
public final class SimulatorMain {
    private static final int USAGE = 2;
    private static final long LIMIT_SECONDS = 20;

    private SimulatorMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "simulator-logback.xml");
        }
        int status = run(arguments, System.getenv(), System.out, System.err);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Returns at once. The simulator runs until the process is ended. */
    static int run(String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err)
            throws InterruptedException {
        SimulatorConfig config;
        try {
            if (SimulatorOptions.wantsHelp(arguments)) {
                out.print(SimulatorOptions.HELP);
                return 0;
            }
            config = SimulatorOptions.parse(arguments, environment);
        } catch (IllegalArgumentException wrong) {
            err.println("simulator: " + wrong.getMessage());
            return USAGE;
        }
        var vertx = Vertx.vertx();
        try {
            var simulator = Simulator.start(vertx, config, Clock.systemUTC())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(LIMIT_SECONDS, TimeUnit.SECONDS);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> closeQuietly(vertx), "shutdown"));
            out.println("Threads simulator: " + simulator.baseUri());
            return 0;
        } catch (ExecutionException | TimeoutException failed) {
            Throwable cause = failed instanceof ExecutionException ? failed.getCause() : failed;
            err.println("simulator: " + (cause == null ? failed : cause).getMessage());
            closeQuietly(vertx);
            return 1;
        }
    }

    private static void closeQuietly(Vertx vertx) {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException ended) {
            // The process ends now either way.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
