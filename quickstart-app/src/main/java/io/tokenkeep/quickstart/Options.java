package io.tokenkeep.quickstart;

import io.tokenkeep.kit.CommandLine;
import io.tokenkeep.kit.ListenException;
import io.tokenkeep.kit.UsageException;
import io.tokenkeep.kit.provider.ProviderDescription;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import io.tokenkeep.sandbox.kafka.LocalPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The command line options.
 *
 * @param accounts number of simulated people who connect; 0 for none
 * @param apps kinds of app through which they connect, in turn
 * @param lifetime lifetime of the simulator's long-lived tokens; null for the documented sixty days
 * @param once whether to end when every account was seen connected and refreshed
 * @param data where broker, state and keys are kept; null for a directory that is removed at the end
 */
record Options(
        Ports ports,
        int accounts,
        List<ProviderDescription> apps,
        @Nullable Duration lifetime,
        boolean once,
        @Nullable Path data) {

    /** The ports to listen on, all on loopback. */
    record Ports(int web, int management, int simulator, int kafka, int console) {

        /** Refuses a taken port before the start; the exception names the option that chooses another. */
        void requireFree(boolean simulated) {
            requireFree(web, "--port");
            requireFree(management, "--management-port");
            if (simulated) {
                requireFree(simulator, "--simulator-port");
            }
            requireFree(kafka, "--kafka-port");
            requireFree(console, "--console-port");
        }

        private static void requireFree(int port, String option) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException e) {
                throw ListenException.of(LOOPBACK, port, option, e);
            }
        }
    }

    private static final String LOOPBACK = "127.0.0.1";

    static final String HELP = String.join(
            System.lineSeparator(),
            "Runs Kafka, a simulator of Meta's platforms, and Tokenkeep's services in one JVM, on this machine only.",
            "",
            "  --accounts N           connect N simulated people, as their browsers would",
            "  --apps LIST            through these, in turn: threads (default), facebook, instagram",
            "  --lifetime D           lifetime of the simulator's long-lived tokens, such as 30s, instead of 60 days",
            "  --once                 with --accounts: end when all are connected and refreshed, their Pages verified (exit code 1",
            "                         if not in 120 s)",
            "  --port P               browsers (8080)",
            "  --management-port P    health and metrics (8081)",
            "  --simulator-port P     the simulator (8090)",
            "  --kafka-port P         Kafka (9092)",
            "  --console-port P       the API of console-service (8088); 0 takes a free one",
            "  --data DIR             with real products: keep topics, state and keys there after the end",
            "  --help                 this",
            "",
            "With THREADS_CLIENT_ID, THREADS_CLIENT_SECRET and THREADS_REDIRECT_URI in the environment it uses the real",
            "Threads instead of the simulator. The same variables with FACEBOOK_ or INSTAGRAM_ add the real Facebook or",
            "Instagram, or choose them alone.");

    static final int MOST_ACCOUNTS = 10_000;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(3650);

    static Options parse(List<String> arguments) {
        CommandLine line = CommandLine.parse(
                arguments,
                Set.of(
                        "accounts",
                        "apps",
                        "lifetime",
                        "port",
                        "management-port",
                        "simulator-port",
                        "kafka-port",
                        "console-port",
                        "data"),
                Set.of("once", "help"));
        Ports ports = new Ports(
                port(line, "port", 8080),
                port(line, "management-port", 8081),
                port(line, "simulator-port", 8090),
                port(line, "kafka-port", 9092),
                consolePort(line));
        int accounts = line.integer("accounts").orElse(0);
        if (accounts < 0 || accounts > MOST_ACCOUNTS) {
            throw new UsageException("--accounts needs a number from 0 to " + MOST_ACCOUNTS);
        }
        Duration lifetime = line.duration("lifetime").orElse(null);
        if (lifetime != null && (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0)) {
            throw new UsageException("--lifetime needs a duration from 1s to 3650d");
        }
        if (line.flag("once") && accounts == 0) {
            throw new UsageException("--once needs --accounts with a number above 0");
        }
        return new Options(
                ports,
                accounts,
                apps(line),
                lifetime,
                line.flag("once"),
                line.path("data").orElse(null));
    }

    private static List<ProviderDescription> apps(CommandLine line) {
        List<String> known = MetaDescriptions.CATALOGUE.ids();
        List<String> given = List.of(line.option("apps").orElse("threads").split(","));
        if (!known.containsAll(given)) {
            throw new UsageException("--apps needs some of " + String.join(",", known) + ", with commas between");
        }
        return given.stream().map(MetaDescriptions::of).toList();
    }

    /** Refuses 0, because addresses contain the ports and are needed before the listeners start. */
    private static int port(CommandLine line, String name, int otherwise) {
        int port = line.port(name).orElse(otherwise);
        if (port == 0) {
            throw new UsageException("--" + name + " needs a port from 1 to 65535");
        }
        return port;
    }

    /** Chooses a free port for 0, because the API's description contains its address. */
    private static int consolePort(CommandLine line) {
        int port = line.port("console-port").orElse(8088);
        return port == 0 ? LocalPorts.free(new SecureRandom()) : port;
    }
}
