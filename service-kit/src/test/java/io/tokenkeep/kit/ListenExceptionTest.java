package io.tokenkeep.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ListenExceptionTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        new BindException("Address already in use"), "the port is taken; set public.port to another"),
                Arguments.of(new IOException("bind(..) failed: Address already in use"), "the port is taken"),
                Arguments.of(new BindException("Permission denied"), "set public.port to a port above 1023"),
                Arguments.of(new BindException("Cannot assign requested address"), "does not have the address"),
                Arguments.of(new UnknownHostException("nowhere"), "the host is unknown"),
                Arguments.of(new IOException("odd"), "IOException"),
                Arguments.of(new IOException(), "IOException"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void messageIsOneLineThatNamesTheAddressAndWhatToDo(Exception cause, String reason) {
        assertThat(ListenException.of("10.0.0.1", 80, "public.port", cause))
                .hasMessageStartingWith("10.0.0.1:80 cannot be listened on: ")
                .hasMessageContaining(reason)
                .message()
                .hasLineCount(1);
    }
}
