package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The console's API beside the other services, used with what the quickstart prints. */
class ConsoleIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern URL = Pattern.compile("http://localhost:\\d+/api/v1");
    private static final Pattern KEY = Pattern.compile("tokenkeep_quickstart_[\\w-]{43}");

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void linkThatIsMadeWithThePrintedKeyIsOpenedAtCallbackService() throws Exception {
        try (Playground playground = Playground.start(null, null)) {
            String api = printed(playground, URL);
            String key = printed(playground, KEY);
            HttpRequest make = HttpRequest.newBuilder(URI.create(api + "/links"))
                    .header("Authorization", "Bearer " + key)
                    .header("Content-Type", "application/json")
                    // A request that is repeated while the console reads its topics makes one link.
                    .header("Idempotency-Key", "1")
                    .POST(BodyPublishers.ofString(link().encode()))
                    .build();

            HttpResponse<String> made =
                    await().atMost(LIMIT).until(() -> send(make), answer -> answer.statusCode() == 201);
            URI url = URI.create(new JsonObject(made.body()).getString("url"));

            assertThat(url).asString().startsWith(playground.web("/c/").toString());
            HttpResponse<String> opened = await().atMost(LIMIT)
                    .until(() -> send(HttpRequest.newBuilder(url).build()), answer -> answer.statusCode() == 200);
            assertThat(opened.body()).contains("data-page=\"link\"");
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return http.send(request, BodyHandlers.ofString());
    }

    private static JsonObject link() {
        return new JsonObject().put("apps", new JsonArray().add(SimulatedApp.THREADS));
    }

    private static String printed(Playground playground, Pattern what) {
        Matcher found = what.matcher(playground.output());
        assertThat(found.find()).isTrue();
        return found.group();
    }
}
