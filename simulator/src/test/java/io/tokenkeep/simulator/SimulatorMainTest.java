package io.tokenkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.simulator.registry.Provider;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.Switch;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorMainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--prot 8090                | unknown option --prot; --help lists them",
                "8090                       | unknown option 8090; --help lists them",
                "--port                     | --port needs a value",
                "--port seven               | --port must be a number from 0 to 65535",
                "--port 70000               | --port must be a number from 0 to 65535",
                "--lifetime soon            | --lifetime must be a duration such as 30s, 24h or 60d",
                "--lifetime 0s              | the long-lived lifetime must be at least one second",
                "--minimum-age 61d          | the minimum refresh age must lie between 0 and the long lifetime",
                "--switch K99               | --switch: there is no switch K99",
                "--app 1:hush-hush          | --app must be ID:SECRET[,SECRET]:URI[,URI]",
                "--tls-key key.pem          | --tls-cert and --tls-key belong together"
            })
    void wrongOptionIsOneLineAndStatusTwo(String arguments, String message) throws Exception {
        int status = run(arguments.split(" ", -1));

        assertThat(status).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("simulator: " + message + System.lineSeparator());
        assertThat(out.size()).isZero();
    }

    @Test
    void helpNamesEveryOption() throws Exception {
        assertThat(run("--help")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("--app", "--lifetime", "SIMULATOR_APPS", "--tls-key");
    }

    @Test
    void takenPortIsOneLineThatNamesIt() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(run("--port", port)).isEqualTo(1);

            assertThat(err.toString(StandardCharsets.UTF_8))
                    .isEqualTo("simulator: port " + port + " for the simulator is already in use"
                            + System.lineSeparator());
        }
    }

    @Test
    void optionsBecomeAConfiguration() {
        var config = SimulatorOptions.parse(
                new String[] {
                    "--app", "1:a,b:http://localhost:8080/cb,https://x.example/cb?y=1:2",
                    "--app", "2:c:http://localhost/cb",
                    "--lifetime", "30s",
                    "--switch", "SECOND_USE_REVOKES",
                    "--host", "0.0.0.0",
                    "--port", "0"
                },
                Map.of());

        assertThat(config.apps()).hasSize(2);
        RegisteredApp first = config.apps().get(0);
        assertThat(first.secrets()).containsExactly("a", "b");
        assertThat(first.redirectUris()).containsExactly("http://localhost:8080/cb", "https://x.example/cb?y=1:2");
        assertThat(config.lifetimes().longLived()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.lifetimes().minimumRefreshAge()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.switches()).containsExactly(Switch.SECOND_USE_REVOKES);
        assertThat(config.host()).isEqualTo("0.0.0.0");
    }

    @Test
    void environmentStandsInForOptionsThatAreNotGiven() {
        Map<String, String> environment = Map.of(
                "SIMULATOR_APPS", "1:a:http://localhost/cb 2:b:http://localhost/cb",
                "SIMULATOR_SWITCHES", "K5_MISSPELLED_CANCEL REQUIRE_HTTPS",
                "SIMULATOR_SHORT_LIFETIME", "PT10M",
                "SIMULATOR_PORT", "1");

        var config = SimulatorOptions.parse(new String[] {"--port", "2"}, environment);

        assertThat(config.port()).isEqualTo(2);
        assertThat(config.apps()).extracting(RegisteredApp::clientId).containsExactly("1", "2");
        assertThat(config.switches()).containsExactlyInAnyOrder(Switch.K5_MISSPELLED_CANCEL, Switch.REQUIRE_HTTPS);
        assertThat(config.lifetimes().shortLived()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void secretOfAnAppIsInNoText() {
        assertThat(SimulatorOptions.app("1:hush-hush:http://localhost/cb").toString())
                .doesNotContain("hush");
        assertThat(SimulatorConfig.defaults()
                        .withApp(RegisteredApp.of("1", "hush-hush", "http://localhost/cb"))
                        .toString())
                .doesNotContain("hush");
    }

    @Test
    void startFailsWithTheTypeThatNamesThePort() {
        try (var first = new TestSimulator()) {
            var samePort = SimulatorConfig.defaults().withPort(first.simulator.port());

            assertThatThrownBy(() -> TestSimulator.await(Simulator.start(first.vertx, samePort, first.clock)))
                    .hasCauseInstanceOf(AddressInUseException.class);
        }
    }

    private int run(String... arguments) throws InterruptedException {
        return SimulatorMain.run(
                arguments,
                Map.of(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "1:s:http://x/y, THREADS",
        "threads/1:s:http://x/y, THREADS",
        "facebook/1:s:http://x/y, FACEBOOK",
        "Instagram/1:s:http://x/y, INSTAGRAM"
    })
    void appSaysItsProvider(String text, Provider provider) {
        var app = SimulatorOptions.app(text);

        assertThat(app.provider()).isEqualTo(provider);
        assertThat(app.clientId()).isEqualTo("1");
        assertThat(app.redirectUris()).containsExactly("http://x/y");
    }

    @Test
    void unknownProviderIsRefused() {
        assertThatThrownBy(() -> SimulatorOptions.app("myspace/1:s:http://x"))
                .hasMessage("a provider is threads, facebook or instagram");
    }
}
