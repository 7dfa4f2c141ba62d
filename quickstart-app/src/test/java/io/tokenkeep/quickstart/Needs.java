package io.tokenkeep.quickstart;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
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

    private static void need(boolean present, String what) {
        if (!present && "true".equals(System.getenv("CI"))) {
            fail(what + " is missing on this machine, and CI must not skip");
        }
        if (!present) {
            abort("skipped: " + what + " is missing on this machine");
        }
    }
}
