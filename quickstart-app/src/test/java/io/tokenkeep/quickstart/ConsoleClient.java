package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A program with an API key, and a browser that opens what it makes. */
final class ConsoleClient {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Pattern URL = Pattern.compile("http://localhost:\\d+/api/v1");
    private static final Pattern KEY = Pattern.compile("tokenkeep_quickstart_[\\w-]{43}");

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI api;
    private final String key;

    /** With the address and the key that the quickstart printed. */
    static ConsoleClient of(Playground playground) {
        return new ConsoleClient(URI.create(printed(playground, URL)), printed(playground, KEY));
    }

    private static String printed(Playground playground, Pattern what) {
        Matcher found = what.matcher(playground.output());
        assertThat(found.find()).isTrue();
        return found.group();
    }

    ConsoleClient(URI api, String key) {
        this.api = api;
        this.key = key;
    }

    /** The address of a new connect link, once the console has read its topics. */
    URI awaitLink(String app) {
        return URI.create(awaitLink(new JsonObject().put("apps", new JsonArray().add(app)))
                .getString("url"));
    }

    /** A new connect link, as the API shows it. */
    JsonObject awaitLink(JsonObject link) {
        return post("/links", link, 201);
    }

    /** Makes or asks for something, once the console has read its topics. */
    JsonObject post(String path, JsonObject body, int status) {
        HttpRequest post = request(path)
                .header("Content-Type", "application/json")
                // A request that is repeated while the console reads its topics makes one thing.
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(body.encode()))
                .build();
        return new JsonObject(await(post, status));
    }

    /** The table that answers this one. */
    String postCsv(String path, String table) {
        return await(
                request(path)
                        .header("Content-Type", "text/csv")
                        .POST(BodyPublishers.ofString(table))
                        .build(),
                200);
    }

    JsonObject show(String linkId) {
        return get("/links/" + linkId);
    }

    JsonObject get(String path) {
        return new JsonObject(getText(path));
    }

    String getText(String path) {
        return await(request(path).build(), 200);
    }

    void revoke(String linkId) {
        await(request("/links/" + linkId).DELETE().build(), 200);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(api + path)).timeout(LIMIT).header("Authorization", "Bearer " + key);
    }

    /** The body of a page, once it is there. */
    String awaitPage(URI page) {
        return await(HttpRequest.newBuilder(page).timeout(LIMIT).build(), 200);
    }

    private String await(HttpRequest request, int status) {
        HttpResponse<String> awaited = Awaitility.await()
                .atMost(LIMIT)
                .until(() -> http.send(request, BodyHandlers.ofString()), answer -> answer.statusCode() == status);
        return awaited.body();
    }
}
