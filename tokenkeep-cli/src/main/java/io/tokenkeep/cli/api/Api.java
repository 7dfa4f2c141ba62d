package io.tokenkeep.cli.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/**
 * console-service's API. A request that is answered with 429 or 503 is repeated up to 4 times, after the time that the answer names; a
 * request that makes something has the same Idempotency-Key each time. Reads are no older than what this object wrote before. For
 * one thread.
 */
public final class Api {

    static final int REPETITIONS = 4;
    private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final String base;
    private final String key;
    private final Duration timeout;
    private final Timer timer;
    private final Supplier<String> idempotencyKeys;
    private final HttpClient http;
    private final Positions positions = new Positions();

    /**
     * @param base the address of the API, as {@code http://localhost:8088/api/v1}
     * @param key an API key
     * @param timeout how long each answer and each of its parts may take
     * @param idempotencyKeys another text each time
     */
    public Api(URI base, String key, Duration timeout, Timer timer, Supplier<String> idempotencyKeys) {
        this.base = base.toString().replaceAll("/+$", "");
        this.key = key;
        this.timeout = timeout;
        this.timer = timer;
        this.idempotencyKeys = idempotencyKeys;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout.compareTo(CONNECT_LIMIT) < 0 ? timeout : CONNECT_LIMIT)
                .build();
    }

    /** The answer, which is a success. Fails with {@link CommandFailure} on any other. */
    public Answer send(ApiCall call) {
        HttpRequest request = request(call);
        Answer answer = once(request);
        for (int repetition = 0; isBusy(answer) && repetition < REPETITIONS; repetition++) {
            answer.discard();
            timer.pause(pause(answer));
            answer = once(request);
        }
        if (answer.status() < 200 || answer.status() > 299) {
            throw ProblemText.failure(answer.status(), answer.text());
        }
        positions.add(answer.headers().allValues(Positions.HEADER));
        return answer;
    }

    private HttpRequest request(ApiCall call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + call.pathAndQuery()))
                .timeout(timeout)
                .header("Authorization", "Bearer " + key)
                .method(
                        call.method(),
                        call.contentType().isEmpty()
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(call.content()));
        if (!call.contentType().isEmpty()) {
            request.header("Content-Type", call.contentType());
        }
        if (call.repeatable()) {
            request.header("Idempotency-Key", idempotencyKeys.get());
        }
        String ifMatch = call.ifMatch();
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        String position = positions.header();
        if (!position.isEmpty()) {
            request.header(Positions.HEADER, position);
        }
        return request.build();
    }

    private Answer once(HttpRequest request) {
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            return new Answer(response.statusCode(), response.headers(), new TimedInput(response.body(), timeout));
        } catch (HttpTimeoutException e) {
            throw new CommandFailure(
                    ExitCode.NO_ACCESS,
                    "No answer within " + timeout.toSeconds() + " s from " + base + ". " + mayHaveActed(request));
        } catch (ConnectException e) {
            throw new CommandFailure(
                    ExitCode.NO_ACCESS,
                    "Nothing answers at " + base + ". Check --url (or TOKENKEEP_URL), and that console-service runs.");
        } catch (SSLException e) {
            throw new CommandFailure(
                    ExitCode.NO_ACCESS, "No secure connection to " + base + ": " + e.getMessage() + ". Check --url.");
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.NO_ACCESS,
                    "The connection to " + base + " ended before an answer. " + mayHaveActed(request));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.NOT_YET, "Interrupted.");
        }
    }

    private static String mayHaveActed(HttpRequest request) {
        return request.method().equals("GET")
                ? "Try again."
                : "The change may have taken effect: look before you repeat it.";
    }

    private static boolean isBusy(Answer answer) {
        return answer.status() == 429 || answer.status() == 503;
    }

    private static Duration pause(Answer answer) {
        Duration wanted = answer.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(DEFAULT_PAUSE);
        return wanted.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wanted;
    }
}
