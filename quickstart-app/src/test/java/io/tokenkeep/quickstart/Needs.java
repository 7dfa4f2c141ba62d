package io.tokenkeep.quickstart;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;

/** What a test needs on its machine. Where it is missing the test is skipped, and under CI it fails. */
final class Needs {

    static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    static final Path CHROMEDRIVER = Path.of("/usr/bin/chromedriver");
    static final Path KCAT = Path.of("/usr/bin/kcat");

    private Needs() {}

    static void chromium() {
        need(Files.isExecutable(CHROMIUM) && Files.isExecutable(CHROMEDRIVER), "Chromium and its driver");
    }

    static void kcat() {
        need(Files.isExecutable(KCAT), "kcat");
    }

    static void docker() {
        need(DockerClientFactory.instance().isDockerAvailable(), "a Docker engine");
    }

    static void compose() {
        need(answers("docker", "info") && answers("docker", "compose", "version"), "a Docker engine with Compose v2");
    }

    private static boolean answers(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void need(boolean present, String what) {
        if (!present && "true".equals(System.getenv("CI"))) {
            fail(what + " is missing on this machine, and CI must not skip");
        }
        if (!present) {
            abort("skipped: " + what + " is missing on this machine");
        }
    }
}
