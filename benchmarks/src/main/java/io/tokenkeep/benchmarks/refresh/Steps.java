package io.tokenkeep.benchmarks.refresh;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tokenkeep.benchmarks.Child;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Steps that a child runs on request, one after the other, so that its JVM stays warm between rounds. */
final class Steps {

    private static final Logger log = LoggerFactory.getLogger(Steps.class);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int OK = 200;
    private static final int FAILED = 500;

    private Steps() {}

    /** A step with a text as argument and a number as result. */
    interface Step {
        long take(String word) throws Exception;
    }

    /** In a child: runs these steps on request, until the child's standard input ends. */
    static void serve(Map<String, Step> steps) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        steps.forEach((name, step) -> server.createContext("/" + name, exchange -> answer(exchange, step)));
        server.start();
        Child.serve(Integer.toString(server.getAddress().getPort()));
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, Step step) throws IOException {
        String answer;
        int status = OK;
        try {
            String word = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            answer = Long.toString(step.take(word));
        } catch (Exception e) {
            log.error("{} failed", exchange.getRequestURI().getPath(), e);
            answer = e.toString();
            status = FAILED;
        }
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Has a child run a step, and waits for the result. */
    static long ask(Child child, String name, String word) throws IOException, InterruptedException {
        URI address = URI.create("http://localhost:" + child.readyWith() + "/" + name);
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(LIMIT)
                .POST(HttpRequest.BodyPublishers.ofString(word))
                .build();
        HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
        if (response.statusCode() != OK) {
            throw new IllegalStateException(child.name() + " did not " + name + ": " + response.body());
        }
        return Long.parseLong(response.body());
    }

    /** Checks the condition every few milliseconds. */
    static void await(String what, BooleanSupplier so) {
        long began = System.nanoTime();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() - began > LIMIT.toNanos()) {
                throw new IllegalStateException("not within " + LIMIT + ": " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
