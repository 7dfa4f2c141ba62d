package io.tokenkeep.callback;

import static io.tokenkeep.callback.TestBrowser.page;
import static io.tokenkeep.callback.TestService.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.sandbox.MutableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that take their time with a request, and what is left for others. */
class SlowClientsTest {

    private static final String HEAD = "GET /nowhere HTTP/1.1\r\nHost: x\r\n";
    private static final Duration CLIENT_TIMEOUT = Duration.ofSeconds(15);

    private final MutableClock clock = MutableClock.at("2026-11-28T12:00:00Z");
    private final List<RawClient> clients = new ArrayList<>();
    private TestService service = start(TestSettings.minimal());

    private TestService start(TestSettings settings) {
        return TestService.start(settings.with("public.port", "0").with("paste.enabled", "true"), clock);
    }

    private void restart(TestSettings settings) {
        service.close();
        service = start(settings);
    }

    @AfterEach
    void stop() {
        clients.forEach(RawClient::close);
        service.close();
    }

    @Test
    void headThatIsNotThereInTimeCostsItsConnection() {
        RawClient slow = client(1).send(HEAD);
        await().atMost(LIMIT).until(() -> open() == 1);
        clock.advance(CLIENT_TIMEOUT.minusMillis(1));
        slow.send("X-Drip: x\r\n");
        clock.advance(Duration.ofMillis(1));

        assertThat(slow.readAll()).isEmpty();
        await().atMost(LIMIT).until(() -> closed("head-timeout") == 1 && open() == 0);
        assertThat(metric("tokenkeep_http_requests_broken_total", "aborted")).isZero();
    }

    @Test
    void bodyThatIsNotThereInTimeIsReportedSo() {
        RawClient slow = client(1).send(post(1000));
        slow.readUntil("100 Continue\r\n\r\n");
        clock.advance(CLIENT_TIMEOUT.minusMillis(1));
        slow.send("x");
        clock.advance(Duration.ofMillis(1));

        assertThat(slow.readAll()).startsWith("HTTP/1.1 408 ").contains("data-page=\"bad-request\"");
        await().atMost(LIMIT).until(() -> closed("body-timeout") == 1 && open() == 0);
    }

    @Test
    void connectionThatAsksAgainInTimeStaysOpen() {
        RawClient steady = client(1);

        for (int i = 0; i < 3; i++) {
            assertThat(steady.send(HEAD + "\r\n").readUntil("</html>\n")).startsWith("HTTP/1.1 404 ");
            clock.advance(CLIENT_TIMEOUT.minusMillis(1));
        }
        clock.advance(Duration.ofMillis(1));

        assertThat(steady.readAll()).isEmpty();
        await().atMost(LIMIT).until(() -> closed("idle") == 1);
    }

    @Test
    void answerThatIsNotReadCostsItsConnectionToo() {
        // More than all that lies between server and client can hold.
        client(1).send((HEAD + "\r\n").repeat(5_000));

        await().atMost(LIMIT).until(() -> {
            clock.advance(CLIENT_TIMEOUT);
            return closed("idle") == 1 && open() == 0;
        });
    }

    @Test
    void slowestMakesRoomForTheNewestAtTheBound() {
        restart(TestSettings.minimal().with("public.connections", "4"));
        RawClient slowest = client(1).send(HEAD);
        await().atMost(LIMIT).until(() -> open() == 1);
        for (int i = 0; i < 3; i++) {
            client(1).send(HEAD);
        }
        await().atMost(LIMIT).until(() -> open() == 4);

        assertThat(page(service.browser().get("/nowhere"))).isEqualTo("404 not-found");

        assertThat(slowest.readAll()).isEmpty();
        assertThat(closed("evicted")).isEqualTo(1);
        assertThat(open()).isEqualTo(4);
    }

    @Test
    void oneAddressHasItsOwnBoundAndItsOwnSlowest() {
        restart(TestSettings.minimal().with("public.connections.per.address", "2"));
        RawClient other = client(3).send(HEAD);
        RawClient slowest = client(2).send(HEAD);
        await().atMost(LIMIT).until(() -> open() == 2);
        client(2).send(HEAD);
        RawClient third = client(2).send(HEAD);

        assertThat(slowest.readAll()).isEmpty();

        assertThat(closed("address-evicted")).isEqualTo(1);
        assertThat(other.send("\r\n").readUntil("</html>\n")).startsWith("HTTP/1.1 404 ");
        assertThat(third.send("\r\n").readUntil("</html>\n")).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void requestsOfOneForwardedAddressHaveTheBoundBehindAProxy() {
        restart(TestSettings.minimal()
                .with("public.connections.per.address", "2")
                .with("public.proxies", "127.0.0.0/8"));
        String post = post(10).replace("Host: x", "Host: x\r\nX-Forwarded-For: 203.0.113.9, 198.51.100.7");
        RawClient first = client(1).send(post);
        first.readUntil("100 Continue\r\n\r\n");
        client(1).send(post).readUntil("100 Continue\r\n\r\n");

        assertThat(tried(post)).startsWith("HTTP/1.1 429 ").contains("data-page=\"too-many-requests\"");
        assertThat(tried(HEAD + "X-Forwarded-For: 198.51.100.7, 203.0.113.9\r\n\r\n"))
                .startsWith("HTTP/1.1 404 ");
        first.send("0123456789").readUntil("</html>\n");
        assertThat(tried(HEAD + "X-Forwarded-For: 198.51.100.7\r\n\r\n")).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void healthSaysWhatToMendWhileTheBoundStands() {
        restart(TestSettings.minimal().with("public.connections", "1"));
        client(1).send(HEAD);
        await().atMost(LIMIT).until(() -> open() == 1);
        assertThat(service.check("public-listener").isOk()).isTrue();

        for (int i = 0; i < 4; i++) {
            client(1).send(HEAD);
            double evicted = i + 1;
            await().atMost(LIMIT).until(() -> closed("evicted") == evicted);
            clock.advance(Duration.ofSeconds(10));
        }

        assertThat(service.check("public-listener").failure()).contains("public.connections", "proxy");
        clock.advance(Duration.ofSeconds(30));
        assertThat(service.check("public-listener").isOk()).isTrue();
    }

    /** Asks to be told when its head is there. */
    private static String post(int length) {
        return "POST /paste/threads-main HTTP/1.1\r\nHost: x\r\nContent-Length: " + length
                + "\r\nExpect: 100-continue\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n";
    }

    private RawClient client(int from) {
        RawClient client = new RawClient(from, service.running().publicPort());
        clients.add(client);
        return client;
    }

    private String tried(String request) {
        RawClient client = client(1).send(request);
        return client.readUntil("</html>\n");
    }

    private double open() {
        return metric("tokenkeep_http_connections_open{", "public");
    }

    private double closed(String reason) {
        return metric("tokenkeep_http_connections_closed_total{", "reason=\"" + reason + "\"");
    }

    private double metric(String name, String tag) {
        return service.scrape()
                .lines()
                .filter(line -> line.startsWith(name) && line.contains(tag))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
