package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import io.tokenkeep.sandbox.SecretSweep;
import io.tokenkeep.sandbox.SecretSweep.Finding;
import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.FaultRule;
import io.tokenkeep.simulator.fault.RateLimit;
import io.tokenkeep.simulator.http.Endpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything at TRACE, with hangs, resets, refusals and a broker outage: the very values the simulator issued, the states,
 * the links and the keys appear in no log, no metric, no output, and nowhere in the bytes of topics and stores.
 */
class SecretsIT {

    private static final Logger LOG = LoggerFactory.getLogger(SecretsIT.class);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    /** Long enough for a refresh that hangs to its time-out to be tried again. */
    private static final Duration LIFETIME = Duration.ofSeconds(50);

    private static final Pattern PRIVATE_KEY = Pattern.compile("\"d\":\"([^\"]+)\"");
    private static final Pattern KEY = Pattern.compile("\"k\":\"([^\"]+)\"");

    @TempDir
    private Path directory;

    private final List<Walk> walks = new ArrayList<>();

    @Test
    void noSecretIsReportedOrKeptInClear() throws Exception {
        Path log = directory.resolve("everything.log");
        Path data = directory.resolve("data");
        FileAppender<ILoggingEvent> appender = recordEverything(log);
        Map<String, Collection<String>> secrets;
        String metrics;
        String output;
        try (Playground playground = Playground.start(LIFETIME, data)) {
            peopleComeAndGo(playground, "calm", 5);
            refusals(playground);
            outage(playground);
            await().atMost(LIMIT).until(this::everyWalkIsSettled);
            await().atMost(LIMIT)
                    .until(() -> playground.reader().tally().refreshed()
                            == playground.reader().tally().connected());
            secrets = secrets(playground, data);
            metrics = playground.started().metrics().scrape();
            // The welcome prints this key, once.
            output = playground.output().replaceFirst(Pattern.quote(apiKey(playground)), "");
        } finally {
            forgetEverything(appender);
        }

        SecretSweep sweep = SecretSweep.of(secrets);
        List<Finding> findings = new ArrayList<>(sweep.path(log));
        findings.addAll(sweep.path(data.resolve("kafka")));
        findings.addAll(sweep.path(data.resolve("state")));
        findings.addAll(sweep.text("metrics", metrics));
        findings.addAll(sweep.text("output", output));

        LOG.info("{} secrets searched for in {} bytes of log", sweep.size(), Files.size(log));
        assertThat(findings).isEmpty();
        assertThat(sweep.size()).isGreaterThan(60);
        assertThat(Files.readString(log)).contains(" DEBUG ");
        assertThat(output).contains("connected").contains("refreshed");
        assertThatTheSweepFinds(sweep, secrets);
    }

    /** A search that finds nothing must be one that could have found something. */
    private void assertThatTheSweepFinds(SecretSweep sweep, Map<String, Collection<String>> secrets) {
        secrets.forEach((kind, values) -> assertThat(sweep.text(
                        "planted", "GET /somewhere?a=" + values.iterator().next() + "&b=1"))
                .as(kind)
                .isNotEmpty());
    }

    private void peopleComeAndGo(Playground playground, String name, int people) throws Exception {
        for (int i = 0; i < people; i++) {
            Walk walk = Walk.toRedirect(playground.started().services().links(), name + i);
            walks.add(walk);
            assertThat(walk.arrive().statusCode()).isEqualTo(303);
        }
    }

    private boolean everyWalkIsSettled() throws Exception {
        for (Walk walk : walks) {
            if (!walk.isSettled()) {
                return false;
            }
        }
        return true;
    }

    private void refusals(Playground playground) throws Exception {
        List<Fault> faults = List.of(
                Fault.hang(),
                Fault.hangAfter(),
                Fault.resetBefore(),
                Fault.resetAfter(),
                Fault.status(500),
                Fault.html(),
                Fault.emptyBody(),
                Fault.blankToken(),
                Fault.truncated(),
                Fault.transient400(),
                Fault.rateLimit(RateLimit.of(17)));
        for (Endpoint endpoint : List.of(Endpoint.CODE, Endpoint.UPGRADE, Endpoint.ME, Endpoint.REFRESH)) {
            for (int i = 0; i < faults.size(); i++) {
                String person = name(endpoint, i);
                playground
                        .simulator()
                        .inject(FaultRule.on(endpoint, faults.get(i)).once().forPerson(person));
            }
        }
        for (Endpoint endpoint : List.of(Endpoint.CODE, Endpoint.UPGRADE, Endpoint.ME, Endpoint.REFRESH)) {
            peopleComeAndGo(playground, endpoint.name().toLowerCase(Locale.ROOT), faults.size());
        }
    }

    private static String name(Endpoint endpoint, int index) {
        return endpoint.name().toLowerCase(Locale.ROOT) + index;
    }

    private void outage(Playground playground) throws Exception {
        Walk walk = Walk.toRedirect(playground.started().services().links(), "patient");
        walks.add(walk);
        playground.started().kafka().stop();
        assertThat(walk.arrive().statusCode()).isEqualTo(503);
        playground.started().kafka().restart();
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> walk.arrive().statusCode() == 303);
    }

    private Map<String, Collection<String>> secrets(Playground playground, Path data) throws Exception {
        Map<String, Collection<String>> secrets =
                new LinkedHashMap<>(playground.simulator().issuedSecrets());
        secrets.values().removeIf(Collection::isEmpty);
        secrets.put(
                "walk", walks.stream().flatMap(walk -> walk.secrets().stream()).toList());
        List<String> keys = new ArrayList<>();
        for (String name : List.of("state", "codes", "tokens")) {
            Matcher key = KEY.matcher(Files.readString(data.resolve(name + "-keys.json")));
            assertThat(key.find()).isTrue();
            keys.add(key.group(1));
        }
        secrets.put("key", keys);
        for (String pair : List.of("link", "import")) {
            Matcher privateKey = PRIVATE_KEY.matcher(Files.readString(data.resolve(pair + "-keys.json")));
            assertThat(privateKey.find()).isTrue();
            secrets.put(pair + "-key", List.of(privateKey.group(1)));
        }
        secrets.put("api-key", List.of(playground.console().key().secret()));
        return secrets;
    }

    private static String apiKey(Playground playground) {
        return playground.console().key().reveal();
    }

    private static FileAppender<ILoggingEvent> recordEverything(Path log) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d %level [%thread] %logger %msg %kvp%n%ex");
        encoder.start();
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setContext(context);
        appender.setFile(log.toString());
        appender.setEncoder(encoder);
        appender.start();
        context.getLoggerList()
                .forEach(logger -> logger.setLevel(logger.getName().equals("ROOT") ? Level.TRACE : null));
        context.getLogger("ROOT").detachAppender("CONSOLE");
        context.getLogger("ROOT").addAppender(appender);
        return appender;
    }

    private static void forgetEverything(FileAppender<ILoggingEvent> appender) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.getLogger("ROOT").detachAppender(appender);
        context.getLogger("ROOT").setLevel(Level.WARN);
        appender.stop();
    }
}
