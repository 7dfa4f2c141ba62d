package io.tokenkeep.simulator;

import io.tokenkeep.simulator.registry.Lifetimes;
import io.tokenkeep.simulator.registry.Provider;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.Switch;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the command line and the environment. Messages name the option, never the secret in it. */
final class SimulatorOptions {
    static final String HELP = """
            Simulator of the token endpoints of Threads, Facebook and Instagram.

            java -jar simulator.jar [options]
              --host HOST             address to listen on (127.0.0.1)           SIMULATOR_HOST
              --port PORT             port to listen on, 0 for a free one (8090) SIMULATOR_PORT
              --app [PROVIDER/]ID:SECRET[,SECRET]:URI[,URI]
                                      registers an app of threads, facebook or
                                      instagram (threads); may be repeated       SIMULATOR_APPS, spaces between
              --lifetime D            of long-lived tokens (60d); the minimum
                                      refresh age shrinks in proportion          SIMULATOR_LIFETIME
              --short-lifetime D      of short-lived tokens (1h)                 SIMULATOR_SHORT_LIFETIME
              --minimum-age D         before which no refresh succeeds (24h)     SIMULATOR_MINIMUM_AGE
              --switch NAME           turns a variant on; may be repeated        SIMULATOR_SWITCHES, spaces between
              --remember N            codes and tokens kept in memory (500000)   SIMULATOR_REMEMBER
              --tls-cert FILE         PEM certificate chain; makes it https      SIMULATOR_TLS_CERT
              --tls-key FILE          PEM private key                            SIMULATOR_TLS_KEY
              --help                  this text
            Durations are written as 30s, 15m, 24h, 60d or PT24H. Options win over the environment.
            """;

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})([smhd])");
    private static final List<String> LISTS = List.of("app", "switch");
    private static final Set<String> NAMES = Set.of(
            "host",
            "port",
            "app",
            "lifetime",
            "short-lifetime",
            "minimum-age",
            "switch",
            "remember",
            "tls-cert",
            "tls-key");

    private final Map<String, List<String>> given;

    private SimulatorOptions(Map<String, List<String>> given) {
        this.given = given;
    }

    static boolean wantsHelp(String[] arguments) {
        return Arrays.asList(arguments).contains("--help");
    }

    static SimulatorConfig parse(String[] arguments, Map<String, String> environment) {
        return new SimulatorOptions(GivenOptions.read(arguments, environment, NAMES, LISTS)).config();
    }

    private SimulatorConfig config() {
        var config = SimulatorConfig.defaults()
                .withHost(text("host", "127.0.0.1"))
                .withPort(number("port", 8090, 0, 65_535))
                .withRemembered(number("remember", 500_000, 1, 50_000_000))
                .withLifetimes(lifetimes())
                .withSwitches(switches());
        for (String app : all("app")) {
            config = config.withApp(app(app));
        }
        String certificate = last("tls-cert");
        String key = last("tls-key");
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("--tls-cert and --tls-key belong together");
        }
        return certificate == null || key == null
                ? config
                : config.withTls(
                        new PemKeyCertOptions().addCertPath(certificate).addKeyPath(key));
    }

    private Lifetimes lifetimes() {
        var lifetimes = Lifetimes.DOCUMENTED
                .withShortLived(duration("short-lifetime", Lifetimes.DOCUMENTED.shortLived()))
                .withLongLived(duration("lifetime", Lifetimes.DOCUMENTED.longLived()));
        return lifetimes.withMinimumRefreshAge(duration("minimum-age", lifetimes.minimumRefreshAge()));
    }

    private Set<Switch> switches() {
        var on = EnumSet.noneOf(Switch.class);
        for (String name : all("switch")) {
            on.add(Arrays.stream(Switch.values())
                    .filter(each -> each.name().equals(name.toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("--switch: there is no switch " + name)));
        }
        return on;
    }

    static RegisteredApp app(String text) {
        int slash = text.indexOf('/');
        int colon = text.indexOf(':');
        boolean named = slash >= 0 && slash < colon;
        Provider provider = named ? Provider.named(text.substring(0, slash)) : Provider.THREADS;
        String[] parts = (named ? text.substring(slash + 1) : text).split(":", 3);
        if (parts.length < 3) {
            throw new IllegalArgumentException("--app must be ID:SECRET[,SECRET]:URI[,URI]");
        }
        return new RegisteredApp(
                parts[0],
                "App " + parts[0],
                List.of(parts[1].split(",")),
                List.of(parts[2].split(",")),
                null,
                null,
                provider);
    }

    private Duration duration(String name, Duration otherwise) {
        String text = last(name);
        if (text == null) {
            return otherwise;
        }
        Matcher simple = DURATION.matcher(text);
        try {
            return simple.matches()
                    ? Duration.parse(simple.group(2).equals("d") ? "P" + text : "PT" + text)
                    : Duration.parse(text);
        } catch (DateTimeParseException wrong) {
            throw new IllegalArgumentException("--" + name + " must be a duration such as 30s, 24h or 60d", wrong);
        }
    }

    private int number(String name, int otherwise, int least, int most) {
        String text = last(name);
        if (text == null) {
            return otherwise;
        }
        if (text.matches("\\d{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("--" + name + " must be a number from " + least + " to " + most);
    }

    private String text(String name, String otherwise) {
        String text = last(name);
        return text == null ? otherwise : text;
    }

    private @Nullable String last(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? null : values.get(values.size() - 1);
    }

    private List<String> all(String name) {
        return given.getOrDefault(name, List.of());
    }
}
