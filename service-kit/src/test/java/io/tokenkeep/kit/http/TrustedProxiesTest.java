package io.tokenkeep.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

    private static final List<String> PROXIES = List.of("10.0.0.0/9", "192.0.2.1", "fd00::/8");

    @ParameterizedTest
    @CsvSource({
        "10.127.255.255, true",
        "10.128.0.0, false",
        "192.0.2.1, true",
        "192.0.2.2, false",
        "::ffff:192.0.2.1, true",
        "fd12::1, true",
        "fe00::1, false"
    })
    void networkHoldsWhatBeginsLikeIt(String address, boolean held) {
        assertThat(proxies("X-Forwarded-For").holds(address(address))).isEqualTo(held);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            198.51.100.7                          | 198.51.100.7
            203.0.113.9, 198.51.100.7             | 198.51.100.7
            203.0.113.9, 198.51.100.7, 10.1.1.1   | 198.51.100.7
            203.0.113.9,198.51.100.7:4711         | 198.51.100.7
            [2001:db8::1]:4711                    | 2001:db8::2
            unknown, 198.51.100.7                 | 198.51.100.7
            """)
    void clientIsTheLastThatIsNoProxy(String header, String client) {
        assertThat(client("X-Forwarded-For", header)).contains(address(client));
    }

    @ParameterizedTest
    @ValueSource(strings = {"198.51.100.7, unknown", "localhost", "", "10.1.1.1", "999.1.1.1", "[2001:db8::1"})
    void clientIsNotKnownFromWhatCannotBeRead(String header) {
        assertThat(client("X-Forwarded-For", header)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            for=198.51.100.7                                   | 198.51.100.7
            for=203.0.113.9, proto=https;For="198.51.100.7:47" | 198.51.100.7
            for="[2001:db8::1]:4711";by=10.0.0.1               | 2001:db8::1
            """)
    void standardHeaderIsReadToo(String header, String client) {
        assertThat(client("Forwarded", header)).contains(address(client));
    }

    @Test
    void headerThatComesTwiceIsOneList() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("X-Forwarded-For", "203.0.113.9")
                .add("x-forwarded-for", "10.1.1.1");

        assertThat(proxies("X-Forwarded-For").client(headers)).contains(address("203.0.113.9"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/", ""})
    void whatIsNoNetworkIsReportedWithTheSetting(String network) {
        assertThatThrownBy(() -> TrustedProxies.parse("public.proxies", List.of(network), "Forwarded"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("public.proxies: ");
    }

    private static Optional<ClientAddress> client(String name, String header) {
        return proxies(name).client(MultiMap.caseInsensitiveMultiMap().add(name, header));
    }

    private static TrustedProxies proxies(String header) {
        return TrustedProxies.parse("public.proxies", PROXIES, header);
    }

    private static ClientAddress address(String text) {
        return ClientAddress.parse(text).orElseThrow();
    }
}
