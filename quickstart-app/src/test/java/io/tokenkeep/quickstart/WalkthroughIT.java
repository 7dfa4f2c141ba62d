package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.quickstart.WalkthroughPage.Command;
import io.tokenkeep.quickstart.WalkthroughPage.Consent;
import io.tokenkeep.quickstart.WalkthroughPage.Step;
import io.tokenkeep.sandbox.process.Watchdog;
import io.tokenkeep.soak.people.Browser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what docs/first-ten-minutes.md says, with the packaged quickstart and the packaged command line as processes. */
class WalkthroughIT {

    private static final Path PAGE = Path.of("..", "docs", "first-ten-minutes.md");
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Path COMMAND_LINE = Path.of("..", "tokenkeep-cli", "target", "tokenkeep.jar");
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String START = "./quickstart";
    private static final Pattern EXPORT = Pattern.compile("export (\\w+)=(.*)");
    /** What only shows something is asked again: a consent and what follows it take a moment. */
    private static final Pattern SHOWS =
            Pattern.compile("\\./tokenkeep \\w+ (show|list|history|result|export) .*|\\./tokenkeep \\w+ list");

    @TempDir
    private Path directory;

    private final Options.Ports ports = Playground.freePorts();
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> values = new HashMap<>();
    private @Nullable Process quickstart;

    @AfterEach
    void endProcess() {
        if (quickstart != null) {
            quickstart.destroyForcibly();
        }
    }

    @Test
    void everyCommandOfThePagePrintsWhatThePageSays() throws Exception {
        script(
                "quickstart",
                "exec '%s' -XX:TieredStopAtLevel=1 -Xmx768m -jar '%s' --port %d --management-port %d --simulator-port %d --kafka-port %d --console-port %d"
                        .formatted(
                                JAVA,
                                Path.of("target", "quickstart.jar").toRealPath(),
                                ports.web(),
                                ports.management(),
                                ports.simulator(),
                                ports.kafka(),
                                ports.console()));
        script(
                "tokenkeep",
                "COLUMNS=80 exec '%s' -XX:TieredStopAtLevel=1 -jar '%s' \"$@\""
                        .formatted(JAVA, COMMAND_LINE.toRealPath()));
        List<Step> steps = WalkthroughPage.steps(PAGE);
        assertThat(steps)
                .first()
                .matches(step -> step instanceof Command first && first.text().equals(START));

        for (Step step : steps) {
            if (step instanceof Consent consent) {
                consent(consent);
            } else if (step instanceof Command command) {
                carryOut(command);
            }
        }

        assertThat(Objects.requireNonNull(quickstart).isAlive()).isTrue();
    }

    private void carryOut(Command command) throws Exception {
        ExpectedOutput expected = new ExpectedOutput(command.expected());
        String text = ExpectedOutput.filled(command.text(), values);
        Matcher export = EXPORT.matcher(text);
        if (text.equals(START)) {
            start(expected);
            // A reader's quickstart has the port that the command line asks by default.
            environment.put("TOKENKEEP_URL", values.getOrDefault("api", ""));
        } else if (export.matches()) {
            environment.put(export.group(1), export.group(2));
        } else if (SHOWS.matcher(text).matches()) {
            await().atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(200))
                    .untilAsserted(() -> assertPrints(text, expected));
        } else {
            assertPrints(text, expected);
        }
    }

    private void start(ExpectedOutput expected) throws IOException {
        Path out = directory.resolve("quickstart.out");
        ProcessBuilder builder = new ProcessBuilder(
                        directory.resolve("quickstart").toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(THREADS|FACEBOOK|INSTAGRAM)_.*"));
        Process started = Watchdog.watch(builder.start());
        quickstart = started;
        await().atMost(LIMIT).until(() -> !started.isAlive() || expected.begins(Files.readString(out), values));
        assertThat(started.isAlive()).as(Files.readString(out)).isTrue();
    }

    private void assertPrints(String command, ExpectedOutput expected) throws Exception {
        Path out = directory.resolve("command.out");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TOKENKEEP_"));
        builder.environment().putAll(environment);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = Watchdog.watch(builder.start());
        process.getOutputStream().close();
        try {
            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as("%s has ended", command)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        String output = Files.readString(out);
        assertThat(process.exitValue())
                .as("exit code of %s, which printed:%n%s", command, output)
                .isZero();
        assertThat(expected.matches(output, values))
                .as("$ %s%n%s%nis as the page says:%n%s", command, output, String.join("\n", expected.lines()))
                .isTrue();
    }

    private void consent(Consent consent) throws Exception {
        Browser browser = new Browser();
        URI address = URI.create(Objects.requireNonNull(values.get(consent.placeholder())));
        URI redirect = browser.decide(browser.continueAt(address), consent.person(), "grant");
        assertThat(browser.get(redirect).statusCode()).isBetween(200, 303);
    }

    private void script(String name, String line) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
