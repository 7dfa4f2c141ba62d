package io.tokenkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.sandbox.SecretSweep;
import io.tokenkeep.sandbox.process.Watchdog;
import io.vertx.core.net.PfxOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatorProcessIT {
    private static final String SECRET = "process-secret-for-tests";

    @Test
    void jarRunsAloneAndWritesNoSecret(@TempDir Path directory) throws Exception {
        Path log = directory.resolve("log");
        Process process = start(
                log,
                java("java"),
                "-jar",
                "target/simulator.jar",
                "--port",
                "0",
                "--app",
                "7:" + SECRET + ":http://l/c");
        try {
            URI base = URI.create(firstLine(process).replaceFirst(".*: ", ""));
            var http = HttpClient.newHttpClient();
            var page = http.send(
                    HttpRequest.newBuilder(base.resolve("/oauth/authorize?client_id=7&redirect_uri=http://l/c"
                                    + "&scope=threads_basic&sim_decision=grant&sim_user=anna"))
                            .build(),
                    BodyHandlers.ofString());
            String code = page.headers().firstValue("Location").orElseThrow().replaceAll(".*code=([^&#]*).*", "$1");
            var refused = http.send(
                    HttpRequest.newBuilder(base.resolve("/oauth/access_token?client_id=7&client_secret=" + SECRET
                                    + "&grant_type=authorization_code&redirect_uri=http://other&code=" + code))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(refused.statusCode()).isEqualTo(400);
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            var sweep = SecretSweep.of(Map.of("code", List.of(code), "client secret", List.of(SECRET)));
            assertThat(sweep.path(log)).isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void answersOverTlsWithAGivenCertificate(@TempDir Path directory) throws Exception {
        Path store = directory.resolve("store.p12");
        Process keytool = start(
                directory.resolve("log"),
                java("keytool"),
                "-genkeypair",
                "-alias",
                "simulator",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString());
        try {
            assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            keytool.destroyForcibly();
        }
        var tls = new PfxOptions().setPath(store.toString()).setPassword("changeit");

        try (var test = new TestSimulator(SimulatorConfig.defaults().withTls(tls))) {
            assertThat(test.simulator.baseUri().getScheme()).isEqualTo("https");
            assertThat(test.me(test.longLived("anna")).statusCode()).isEqualTo(200);
        }
    }

    private static Process start(Path log, String... command) throws IOException {
        return Watchdog.watch(
                new ProcessBuilder(command).redirectError(log.toFile()).start());
    }

    private static String firstLine(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    private static String java(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }
}
