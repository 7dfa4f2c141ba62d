package io.tokenkeep.benchmarks.callback;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Consents that one browser has begun, with the service's own states from its own connect link.
 *
 * @param states file with one per line
 */
public record Redirects(Path states, String cookie) {

    private static final int AT_A_TIME = 64;
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Pattern LINK = Pattern.compile("href=\"(/connect/[^\"]+)\"");
    private static final Pattern STATE = Pattern.compile("[?&]state=([^&]+)");

    /** Begins this number of consents at a callback-service with a start page. */
    public static Redirects begin(int port, int count, Path file) throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        String base = "http://127.0.0.1:" + port;
        String page = patiently(client, HttpRequest.newBuilder(URI.create(base + "/")), 200)
                .body();
        Matcher link = LINK.matcher(page);
        if (!link.find()) {
            throw new IllegalStateException("no connect link on the start page");
        }
        URI connect = URI.create(base + link.group(1).replace("&amp;", "&"));
        HttpResponse<Void> first = client.send(HttpRequest.newBuilder(connect).build(), BodyHandlers.discarding());
        String cookie = first.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
        HttpRequest again =
                HttpRequest.newBuilder(connect).header("Cookie", cookie).build();
        List<String> states = new ArrayList<>();
        // A service accepts requests before it accepts codes: the first code waits for its broker.
        String one = state(client.send(again, BodyHandlers.discarding()));
        URI redirect = URI.create(base + CallbackProcess.PATH + "?code=the-first&state=" + one);
        patiently(client, HttpRequest.newBuilder(redirect).header("Cookie", cookie), 303);
        while (states.size() < count) {
            List<CompletableFuture<HttpResponse<Void>>> coming = new ArrayList<>();
            for (int i = 0; i < AT_A_TIME; i++) {
                coming.add(client.sendAsync(again, BodyHandlers.discarding()));
            }
            for (CompletableFuture<HttpResponse<Void>> each : coming) {
                states.add(state(each.get(30, TimeUnit.SECONDS)));
            }
        }
        return new Redirects(Files.write(file, states), cookie);
    }

    private static HttpResponse<String> patiently(HttpClient client, HttpRequest.Builder request, int status)
            throws Exception {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try {
                HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
                if (answer.statusCode() == status) {
                    return answer;
                }
            } catch (ConnectException e) {
                // Not listening yet.
            }
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("callback-service is not ready after " + START_LIMIT);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static String state(HttpResponse<Void> answer) {
        Matcher state = STATE.matcher(answer.headers().firstValue("Location").orElse(""));
        if (!state.find()) {
            throw new IllegalStateException("a consent did not begin: status " + answer.statusCode());
        }
        return state.group(1);
    }
}
