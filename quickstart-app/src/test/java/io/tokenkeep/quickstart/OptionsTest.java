package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenkeep.kit.UsageException;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --accounts -1                   | --accounts
            --accounts 10001                | --accounts
            --accounts many                 | --accounts
            --lifetime 500ms                | --lifetime
            --lifetime 3651d                | --lifetime
            --lifetime soon                 | --lifetime
            --once                          | --accounts
            --once --accounts 0             | --accounts
            --port 65536                    | --port
            --port x                        | --port
            --acounts 4                     | --acounts
            """)
    void mistakeIsOneLineThatNamesTheOption(String arguments, String named) {
        assertThatThrownBy(() -> parse(arguments))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(named)
                .message()
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port", "--management-port", "--simulator-port", "--kafka-port"})
    void portLeftToTheSystemIsRefused(String option) {
        assertThatThrownBy(() -> parse(option + " 0"))
                .isInstanceOf(UsageException.class)
                .hasMessage(option + " needs a port from 1 to 65535");
    }

    @Test
    void portOfTheConsoleMayBeLeftToTheSystem() {
        assertThat(parse("--console-port 0").ports().console()).isBetween(1, 65535);
    }

    @Test
    void portOfASimulatorThatIsNotStartedMayBeTaken() throws Exception {
        Options.Ports ports = Playground.freePorts();
        try (ServerSocket occupant = new ServerSocket(ports.simulator(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> ports.requireFree(true))
                    .hasMessageContaining("--simulator-port")
                    .hasMessageContaining(Integer.toString(occupant.getLocalPort()));
            assertThatCode(() -> ports.requireFree(false)).doesNotThrowAnyException();
        }
    }

    @Test
    void everythingIsOptional() {
        assertThat(Options.parse(List.of()))
                .isEqualTo(new Options(
                        new Options.Ports(8080, 8081, 8090, 9092, 8088),
                        0,
                        List.of(MetaDescriptions.THREADS),
                        null,
                        false,
                        null));
    }

    @Test
    void everyOptionIsRead() {
        Options options = parse("--port 1 --management-port 2 --simulator-port 3 --kafka-port 65535 --console-port 4"
                + " --accounts 10000 --apps facebook,threads --lifetime 30s --once --data kept");

        assertThat(options)
                .isEqualTo(new Options(
                        new Options.Ports(1, 2, 3, 65535, 4),
                        10_000,
                        List.of(MetaDescriptions.FACEBOOK, MetaDescriptions.THREADS),
                        Duration.ofSeconds(30),
                        true,
                        Path.of("kept")));
    }

    private static Options parse(String arguments) {
        return Options.parse(List.of(arguments.split(" ", -1)));
    }
}
