package io.tokenkeep.quickstart;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A program with an API key, and a browser that opens what it makes. */
final class ConsoleClient {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI api;
    private final String key;

    ConsoleClient(URI api, String key) {
        this.api = api;
        this.key = key;
    }

    /** The address of a new connect link, once the console has read its topics. */
    URI awaitLink(String app) {
        HttpRequest make = HttpRequest.newBuilder(URI.create(api + "/links"))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                // A request that is repeated while the console reads its topics makes one link.
                .header("Idempotency-Key", "1")
                .POST(BodyPublishers.ofString(
                        new JsonObject().put("apps", new JsonArray().add(app)).encode()))
                .build();
        return URI.create(new JsonObject(await(make, 201)).getString("url"));
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
