package io.tokenkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.simulator.registry.Switch;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeclinedScopesTest {
    private static final String ASKED = "threads_basic,threads_content_publish,threads_manage_insights";
    private static final Pattern POSTED = Pattern.compile("<input [^>]*name=\"sim_scopes\" value=\"(\\w+)\"[^>]*>");

    private final TestSimulator test = new TestSimulator(Switch.DEBUG_OPEN_TO_ALL);

    @AfterEach
    void close() {
        test.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"threads_delete", "threads_basic,threads_delete", "threads_basic threads_content_publish"})
    void scopeThatWasNotAskedForCannotBeGranted(String scopes) {
        var answer = authorize(Map.of("sim_scopes", scopes, "sim_decision", "grant"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.bodyAsJsonObject().getInteger("error_code")).isEqualTo(100);
        assertThat(test.simulator.codes().all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "threads_content_publish"})
    void tokenWithoutThreadsBasicIsNotRefreshed(String scopes) {
        String token = connect(scopes);
        test.advance(Duration.ofDays(1));

        JsonObject error = test.refresh(token).bodyAsJsonObject().getJsonObject("error");

        assertThat(error.getInteger("code")).isEqualTo(10);
        assertThat(test.me(token).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "threads_basic                         | threads_basic",
                "threads_basic,threads_manage_insights | threads_basic,threads_manage_insights",
                ASKED + "|" + ASKED
            })
    void tokenHasTheScopesThatWereLeftAndIsRefreshed(String scopes, String granted) {
        String token = connect(scopes);
        test.advance(Duration.ofDays(1));

        String fresh = test.refresh(token).bodyAsJsonObject().getString("access_token");

        assertThat(scopesOf(token)).containsExactly((Object[]) granted.split(","));
        assertThat(scopesOf(fresh)).containsExactly((Object[]) granted.split(","));
    }

    @Test
    void nothingSaidMeansEverythingGranted() {
        String location = authorize(Map.of("sim_decision", "grant")).getHeader("Location");

        assertThat(scopesOf(longLived(location))).containsExactly((Object[]) ASKED.split(","));
    }

    @Test
    void pageOffersEveryScopeTickedAndThreadsBasicForGood() {
        String page = authorize(Map.of()).bodyAsString();

        assertThat(posted(page).map(box -> box.group(1)))
                .containsExactly("threads_basic", "threads_content_publish", "threads_manage_insights");
        assertThat(posted(page).map(MatchResult::group).filter(box -> box.contains("type=\"checkbox\"")))
                .hasSize(2)
                .allMatch(box -> box.contains(" checked"));
        assertThat(page).contains("<input type=\"checkbox\" checked disabled> <code>threads_basic</code>");
    }

    @Test
    void formWithOneBoxUntickedGrantsTheRest() {
        var form = MultiMap.caseInsensitiveMultiMap()
                .addAll(request())
                .add("sim_user", "anna")
                .add("sim_decision", "grant")
                .add("sim_scopes", "threads_basic")
                .add("sim_scopes", "threads_manage_insights");

        var answer = TestSimulator.await(test.client.post("/oauth/authorize").sendForm(form));

        assertThat(scopesOf(longLived(answer.getHeader("Location"))))
                .containsExactly("threads_basic", "threads_manage_insights");
    }

    @Test
    void controlApiTellsWhatATokenMayDo() {
        connect("threads_basic");

        JsonObject token = test.get("/_control/tokens", Map.of())
                .bodyAsJsonObject()
                .getJsonArray("tokens")
                .getJsonObject(0);

        assertThat(token.getJsonArray("scopes")).containsExactly("threads_basic");
    }

    private static Stream<MatchResult> posted(String page) {
        return POSTED.matcher(page).results();
    }

    private String connect(String scopes) {
        return longLived(authorize(Map.of("sim_scopes", scopes, "sim_user", "anna", "sim_decision", "grant"))
                .getHeader("Location"));
    }

    private String longLived(String location) {
        String code = location.replaceAll(".*[?&]code=([^&#]*).*", "$1");
        String shortLived = test.redeem(code).bodyAsJsonObject().getString("access_token");
        return test.upgrade(shortLived).bodyAsJsonObject().getString("access_token");
    }

    private List<Object> scopesOf(String token) {
        return test
                .get("/debug_token", Map.of("input_token", token, "access_token", token))
                .bodyAsJsonObject()
                .getJsonObject("data")
                .getJsonArray("scopes")
                .stream()
                .toList();
    }

    private HttpResponse<Buffer> authorize(Map<String, String> changes) {
        var query = new HashMap<>(request());
        query.putAll(changes);
        return test.get("/oauth/authorize", query);
    }

    private static Map<String, String> request() {
        return Map.of(
                "client_id", TestSimulator.CLIENT_ID,
                "redirect_uri", TestSimulator.REDIRECT,
                "scope", ASKED);
    }
}
