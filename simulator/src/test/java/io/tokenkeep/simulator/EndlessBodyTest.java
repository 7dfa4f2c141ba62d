package io.tokenkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.simulator.fault.Fault;
import io.tokenkeep.simulator.fault.FaultRule;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.registry.Presentation.Delivery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that go on for ever, and rules that are taken back. */
class EndlessBodyTest {
    private static final int SOME = 64;

    private final TestSimulator test = new TestSimulator();

    @AfterEach
    void close() {
        test.close();
    }

    @ParameterizedTest
    @MethodSource
    void bodyEndsWithTheCallerAndHasNoEffect(Fault endless) throws IOException {
        test.simulator.inject(FaultRule.on(Endpoint.CODE, endless).once());
        String code = test.code("anna");

        String begun = readSome(code);

        assertThat(begun).startsWith("HTTP/1.1 200");
        await().until(() -> test.simulator.codes().find(code).orElseThrow().presentations().stream()
                .allMatch(presentation -> presentation.delivery() == Delivery.CALLER_GONE));
        assertThat(test.redeem(code).statusCode()).isEqualTo(200);
    }

    static Stream<Fault> bodyEndsWithTheCallerAndHasNoEffect() {
        return Stream.of(Fault.endlessBody(Duration.ofMillis(5)), Fault.floodingBody());
    }

    @Test
    void removedFaultHitsNobodyAndLeavesOthersInForce() {
        FaultRule removed = FaultRule.on(Endpoint.CODE, Fault.status(503)).forPerson("anna");
        test.simulator.inject(removed);
        test.simulator.inject(FaultRule.on(Endpoint.CODE, Fault.html()).forPerson("bert"));

        test.simulator.faults().remove(removed);

        assertThat(test.redeem(test.code("anna")).statusCode()).isEqualTo(200);
        assertThat(test.redeem(test.code("bert")).statusCode()).isEqualTo(502);
    }

    /** Presents the code by a connection of its own, which is closed in the middle of the answer. */
    private String readSome(String code) throws IOException {
        String form = TestSimulator.exchange(code).entrySet().stream()
                .map(Map.Entry::toString)
                .collect(Collectors.joining("&"));
        String request = "POST /oauth/access_token HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n\r\n"
                + form;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), test.simulator.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readNBytes(SOME), StandardCharsets.UTF_8);
        }
    }
}
