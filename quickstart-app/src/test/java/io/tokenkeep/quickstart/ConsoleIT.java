package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.Lifetime;
import io.tokenkeep.avro.Token;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.simulator.registry.IssuedToken;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The console's API beside the other services, used with what the quickstart prints. */
class ConsoleIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static Playground playground;
    private static ConsoleClient console;

    @BeforeAll
    static void start() throws Exception {
        playground = Playground.start(null, null);
        console = ConsoleClient.of(playground);
    }

    @AfterAll
    static void stop() {
        if (playground != null) {
            playground.close();
        }
    }

    @Test
    void linkThatIsMadeWithThePrintedKeyIsOpenedAtCallbackService() {
        URI link = console.awaitLink(SimulatedApp.THREADS);

        assertThat(link).asString().startsWith(playground.web("/c/").toString());
        assertThat(console.awaitPage(link)).contains("data-page=\"link\"");
    }

    @Test
    void pagesOfOneConsentGoToTheClientsOfTheirRulesAndMoveWhenAnAdminSaysSo() throws Exception {
        WholeWay way = new WholeWay(playground);
        List<String> pages = List.copyOf(playground.simulator().pages().idsOf(way.person("fay_of_two_clients")));
        client("7");
        client("8");
        console.post(
                "/rules",
                new JsonObject()
                        .put("app", "facebook-main")
                        .put("kind", "PAGE")
                        .put("value", pages.get(0))
                        .put("client", "7"),
                201);
        Awaitility.await().atMost(LIMIT).until(() -> rulesRead() == 1);

        way.connects(MetaDescriptions.FACEBOOK, "fay_of_two_clients");

        assertThat(way.workingPages("fay_of_two_clients"))
                .extracting(Token::getClient)
                .startsWith("7", "a client");
        String moved = "facebook-main:" + pages.get(1);
        JsonObject assignment = new JsonObject().put("account", moved).put("client", "8");
        console.post("/assignments", new JsonObject().put("assignments", new JsonArray().add(assignment)), 202);
        Awaitility.await().atMost(LIMIT).until(() -> "8"
                .equals(way.working(moved).getClient()));
    }

    @Test
    void tokenOfAnotherSystemIsImportedAndWorks() throws Exception {
        Simulator simulator = playground.simulator();
        String redirect = SimulatedApp.of(MetaDescriptions.THREADS).redirectUri(playground.web(""));
        String code = simulator.grant(
                SimulatedApp.THREADS_CLIENT_ID, redirect, "ida_of_another_system", Set.of("threads_basic"));
        IssuedToken held =
                simulator.tokens().issueFor(simulator.codes().find(code).orElseThrow());

        String id = new JsonObject(
                        console.postCsv("/csv/imports?app=" + SimulatedApp.THREADS, "token\n" + held.value() + "\n"))
                .getString("id");

        Awaitility.await()
                .atMost(LIMIT)
                .until(
                        () -> console.get("/imports/" + id).getJsonObject("counts"),
                        counts -> counts.containsKey("IMPORTED"));
        Token token = new WholeWay(playground).working(SimulatedApp.THREADS + ":" + held.accountId());
        assertThat(token.getLifetime()).isEqualTo(Lifetime.LONG_LIVED);
    }

    /** How many rules exchange-worker has read. */
    private static double rulesRead() {
        return playground
                .started()
                .metrics()
                .registry()
                .get("tokenkeep.exchange.client.rules.held")
                .gauge()
                .value();
    }

    private static void client(String id) {
        console.post("/clients", new JsonObject().put("id", id).put("name", "Client " + id), 201);
    }
}
