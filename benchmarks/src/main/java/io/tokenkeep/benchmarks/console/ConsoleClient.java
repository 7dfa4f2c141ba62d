package io.tokenkeep.benchmarks.console;

import io.tokenkeep.apikey.ApiKeyText;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Calls the API of a console-service on this machine with one key. Thread-safe. */
final class ConsoleClient {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ApiKeyText key;

    ConsoleClient(ApiKeyText key) {
        this.key = key;
    }

    ApiKeyText key() {
        return key;
    }

    String get(int port, String path) throws IOException, InterruptedException {
        return body(http.send(request(port, path).build(), BodyHandlers.ofString()));
    }

    CompletableFuture<String> getLater(int port, String path) {
        return http.sendAsync(request(port, path).build(), BodyHandlers.ofString())
                .thenApply(ConsoleClient::body);
    }

    void put(int port, String path, String body) throws IOException, InterruptedException {
        body(http.send(request(port, path).PUT(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString()));
    }

    HttpResponse<String> post(int port, String path, String type, String body)
            throws IOException, InterruptedException {
        HttpRequest request = request(port, path)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    /** Waits until the path is answered with 200. */
    void awaitReady(int port, String path, Duration limit) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < end) {
            try {
                HttpRequest request = request(port, path).build();
                if (http.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (ConnectException e) {
                // Not listening yet.
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("console-service is not ready, see its log");
    }

    private static String body(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.uri().getPath() + " is answered with " + answer.statusCode());
        }
        return answer.body();
    }

    private HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + key.reveal());
    }
}
