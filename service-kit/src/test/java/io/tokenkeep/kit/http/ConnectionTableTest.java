package io.tokenkeep.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTableTest {

    private static final String ONE = "198.51.100.1";
    private static final String OTHER = "198.51.100.2";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<String> closed = new ArrayList<>();
    private final ConnectionTable table = table(3, 2);

    @Test
    void boundIsFullAndNotMore() {
        open("a", ONE);
        open("b", ONE);
        open("c", OTHER);
        assertThat(closed).isEmpty();

        open("d", "198.51.100.3");

        assertThat(closed).containsExactly("a");
        assertThat(registry.get("tokenkeep.http.connections.open").gauge().value())
                .isEqualTo(3);
    }

    @Test
    void connectionThatCompletedARequestIsYoungerThanOneThatDidNot() {
        ClientConnection first = open("a", ONE);
        open("b", ONE);
        open("c", OTHER);
        serve(first);

        open("d", "198.51.100.3");

        assertThat(closed).containsExactly("b");
    }

    @Test
    void newestIsRefusedWhereAllOthersAreBeingAnswered() {
        for (ClientConnection one : List.of(open("a", ONE), open("b", ONE), open("c", OTHER))) {
            table.headArrived(one, null);
            table.completed(one);
        }

        open("d", "198.51.100.3");

        assertThat(closed).containsExactly("d");
        assertThat(registry.get("tokenkeep.http.connections.closed")
                        .tag("reason", "refused")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void addressAtItsBoundMakesRoomOfItsOwn() {
        open("a", OTHER);
        open("b", ONE);
        open("c", ONE);

        open("d", ONE);

        assertThat(closed).containsExactly("b");
    }

    @Test
    void networkOfOneIpv6ClientIsOneAddress() {
        open("a", "2001:db8::1");
        open("b", "2001:db8::2");
        open("c", "2001:db8::3");
        open("d", "2001:db8:0:1::1");

        assertThat(closed).containsExactly("a");
    }

    @Test
    void closedConnectionsLeaveTheirPlaces() {
        for (int i = 0; i < 10; i++) {
            ClientConnection one = open("x" + i, ONE);
            table.headArrived(one, null);
            table.closed(one);
            table.closed(one);
            table.answered(one);
        }

        open("a", ONE);
        open("b", ONE);
        assertThat(closed).isEmpty();
        assertThat(registry.get("tokenkeep.http.connections.open").gauge().value())
                .isEqualTo(2);
    }

    @Test
    void forwardedAddressHasItsRequestsInFlightCounted() {
        ClientAddress client = address(ONE);
        List<ClientConnection> proxied = List.of(open("a", null), open("b", null), open("c", null));
        assertThat(table.headArrived(proxied.get(0), client)).isTrue();
        assertThat(table.headArrived(proxied.get(1), client)).isTrue();

        assertThat(table.headArrived(proxied.get(2), client)).isFalse();
        table.answered(proxied.get(0));
        assertThat(table.headArrived(proxied.get(2), client)).isTrue();
        table.closed(proxied.get(1));
        table.closed(proxied.get(2));
        assertThat(table.headArrived(proxied.get(0), client)).isTrue();
    }

    @Test
    void overdueAreThoseWhoseOwnTimeIsOver() {
        ClientConnection idle = open("a", ONE);
        ClientConnection sending = open("b", ONE);
        ClientConnection answered = open("c", OTHER);
        now.set(Instant.EPOCH.plusSeconds(5));
        table.headArrived(sending, null);
        table.headArrived(answered, null);
        table.completed(answered);

        now.set(Instant.EPOCH.plusMillis(9_999));
        assertThat(table.overdue()).isEmpty();
        now.set(Instant.EPOCH.plusSeconds(10));
        assertThat(table.overdue()).containsExactly(idle);
        now.set(Instant.EPOCH.plusSeconds(15));
        assertThat(table.overdue()).containsExactly(sending);
        now.set(Instant.EPOCH.plusSeconds(3600));
        assertThat(table.overdue()).isEmpty();
        table.answered(answered);
        now.set(Instant.EPOCH.plusSeconds(3610));
        assertThat(table.overdue()).containsExactly(answered);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.1.1", "127.0.0.1", "fd00::1"})
    void privateAddressAtItsBoundIsTakenForAProxyThatIsNotNamed(String address) {
        for (int i = 0; i <= 40; i += 10) {
            now.set(Instant.EPOCH.plusSeconds(i));
            for (int n = 0; n < 3; n++) {
                open("x", address);
            }
        }

        assertThat(table.problem("public")).hasValueSatisfying(problem -> assertThat(problem)
                .contains("public.proxies", "public.connections.per.address")
                .doesNotContain(address));
    }

    @Test
    void publicAddressAtItsBoundAlarmsNobody() {
        for (int i = 0; i <= 40; i += 10) {
            now.set(Instant.EPOCH.plusSeconds(i));
            for (int n = 0; n < 3; n++) {
                open("x", ONE);
            }
        }

        assertThat(table.problem("public")).isEmpty();
    }

    private ConnectionTable table(int connections, int perAddress) {
        return new ConnectionTable(
                "public", new ConnectionLimits(connections, perAddress, Duration.ofSeconds(10)), registry, now::get);
    }

    private ClientConnection open(String name, @Nullable String address) {
        ClientConnection connection = new ClientConnection(
                address == null ? null : address(address), Objects.requireNonNull(now.get()), () -> closed.add(name));
        table.open(connection);
        return connection;
    }

    private void serve(ClientConnection connection) {
        table.headArrived(connection, null);
        table.completed(connection);
        table.answered(connection);
    }

    private static ClientAddress address(String text) {
        return ClientAddress.parse(text).orElseThrow();
    }
}
