package io.tokenkeep.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--prot 1        | unknown option --prot; known are --once, --port, --wait",
                "--prot=hunter2  | unknown option --prot; known are --once, --port, --wait",
                "--once=yes      | unknown option --once; known are --once, --port, --wait",
                "hunter2         | argument 1 is not an option; known are --once, --port, --wait",
                "--port          | --port needs a value",
                "--port --once   | --port needs a value",
                "--port 1 --port 2 | --port is given twice",
                "--once --once   | --once is given twice"
            })
    void whatIsNotExpectedIsOneLineWithoutTheValue(String arguments, String line) {
        assertThatThrownBy(() -> parse(arguments))
                .isInstanceOf(UsageException.class)
                .hasMessage(line);
    }

    @ParameterizedTest
    @CsvSource({"x", "65536", "-1", "99999999999"})
    void portThatIsNoneIsRefused(String port) {
        assertThatThrownBy(() -> parse("--port=" + port).port("port"))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--port needs a");
    }

    @Test
    void durationThatIsNoneIsRefused() {
        assertThatThrownBy(() -> parse("--wait soon").duration("wait"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--wait needs a duration such as 30s, 10m or 60d");
    }

    @Test
    void missingOptionThatIsNeededIsNamed() {
        assertThatThrownBy(() -> parse("--once").required("wait")).hasMessage("--wait is missing");
    }

    @Test
    void optionsAreReadInBothForms() {
        CommandLine line = parse("--port 0 --wait=30s --once");

        assertThat(line.port("port")).contains(0);
        assertThat(line.duration("wait")).contains(Duration.ofSeconds(30));
        assertThat(line.path("wait")).contains(Path.of("30s"));
        assertThat(line.flag("once")).isTrue();
    }

    @Test
    void whatIsNotGivenIsEmpty() {
        CommandLine line = CommandLine.parse(List.of(), Set.of("port"), Set.of("once"));

        assertThat(line.option("port")).isEmpty();
        assertThat(line.flag("once")).isFalse();
    }

    private static CommandLine parse(String arguments) {
        return CommandLine.parse(List.of(arguments.split(" ", -1)), Set.of("port", "wait"), Set.of("once"));
    }
}
