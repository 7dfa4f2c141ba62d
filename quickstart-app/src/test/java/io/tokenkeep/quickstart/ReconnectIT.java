package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.Token;
import io.tokenkeep.simulator.registry.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An account whose token died comes back by its reconnect link: under its key, at its client, whoever consents. */
class ReconnectIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Short, so that the refreshes find out soon that a token is dead. */
    private static final Duration LIFETIME = Duration.ofSeconds(20);

    private static final String FACEBOOK = "facebook-main";

    private static Playground playground;
    private static ConsoleClient console;
    private static WholeWay way;

    @BeforeAll
    static void start() throws Exception {
        playground = Playground.start(LIFETIME, null);
        console = ConsoleClient.of(playground);
        way = new WholeWay(playground);
        console.post("/clients", new JsonObject().put("id", "7").put("name", "Seven"), 201);
    }

    @AfterAll
    static void stop() {
        if (playground != null) {
            playground.close();
        }
    }

    @Test
    void personComesBackUnderTheSameKeyAndClient() throws Exception {
        String account = SimulatedApp.THREADS + ":" + way.person("ada_returns").idText();
        connectForSeven("ada_returns", SimulatedApp.THREADS);
        Token before = way.working(account);
        assertThat(before.getClient()).isEqualTo("7");
        assertThat(listed(account)).isEmpty();

        playground.simulator().settings().changePassword("ada_returns");
        JsonObject waiting = awaitEnded(account);
        assertThat(waiting.getString("advice")).contains("consent again");
        assertThat(waiting.getString("client")).isEqualTo("7");

        String link = comesBack(account, "ada_returns", SimulatedApp.THREADS);

        Token after = way.working(account);
        assertThat(after.getClient()).isEqualTo("7");
        assertThat(after.getAuthorizedAt()).isAfter(before.getAuthorizedAt());
        assertBack(account, link);
    }

    @Test
    void pageComesBackByAnotherPersonWhoManagesIt() throws Exception {
        connectForSeven("bo_leaves", FACEBOOK);
        List<String> pages = List.copyOf(playground.simulator().pages().idsOf(way.person("bo_leaves")));
        String page = FACEBOOK + ":" + pages.get(0);
        assertThat(way.working(page).getClient()).isEqualTo("7");
        playground.simulator().pages().of(way.person("cy_stays"));
        playground.simulator().settings().giveRole("cy_stays", pages.get(0), Page.EVERY_TASK);

        playground.simulator().settings().changePassword("bo_leaves");
        JsonObject waiting = awaitEnded(page);
        assertThat(waiting.getString("advice")).contains("Somebody who manages the Page");
        assertThat(waiting.getString("kind")).isEqualTo("PAGE");

        String link = comesBack(page, "cy_stays", FACEBOOK);

        assertThat(way.working(page).getClient()).isEqualTo("7");
        assertBack(page, link);
        Set<String> others = Set.copyOf(playground.simulator().pages().idsOf(way.person("cy_stays")));
        assertThat(playground.reader().accounts())
                .as("a link for one Page brings no other Page of the person who helps")
                .doesNotContainAnyElementsOf(others.stream()
                        .filter(id -> !pages.contains(id))
                        .map(id -> FACEBOOK + ":" + id)
                        .toList());
    }

    private static void connectForSeven(String username, String app) throws Exception {
        JsonObject link = new JsonObject().put("apps", new JsonArray().add(app)).put("client", "7");
        new LinkVisitor(username).connect(URI.create(console.awaitLink(link).getString("url")), app);
    }

    /** Makes the link, takes its address from the list as an employee does, and has somebody consent by it. Returns its id. */
    private static String comesBack(String account, String username, String app) throws Exception {
        JsonObject made = console.post("/reconnect-links", new JsonObject().put("account", account), 201);
        JsonObject shown = listed(account).orElseThrow().getJsonObject("link");
        assertThat(shown.getString("id")).isEqualTo(made.getString("id"));
        assertThat(console.post("/reconnect-links", new JsonObject().put("account", account), 200))
                .isEqualTo(made);
        new LinkVisitor(username).connect(URI.create(shown.getString("url")), app);
        return made.getString("id");
    }

    private static void assertBack(String account, String link) {
        await().alias("no longer listed").atMost(LIMIT).until(() -> listed(account)
                .isEmpty());
        await().alias("the link is used")
                .atMost(LIMIT)
                .until(() -> console.show(link).getString("state").equals("USED"));
    }

    private static JsonObject awaitEnded(String account) {
        return await().alias(account)
                .atMost(LIMIT)
                .until(
                        () -> listed(account)
                                .filter(one -> one.getString("state").equals("REAUTHORIZATION_REQUIRED")),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static Optional<JsonObject> listed(String account) {
        return console.get("/reconnections?limit=200").getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("account").equals(account))
                .findFirst();
    }
}
