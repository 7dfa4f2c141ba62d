package io.tokenkeep.benchmarks.endtoend;

import io.tokenkeep.avro.Token;
import io.tokenkeep.benchmarks.callback.CallbackProcess;
import io.tokenkeep.benchmarks.callback.Redirects;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.SealRefusedException;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Sends redirects at a steady rate, each timed until this process has opened the resulting long-lived token. */
final class Whole implements AutoCloseable {

    private static final int CODES_PER_STATE = 5;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final int port;
    private final Opener opener;
    private final Tail tail;
    private final Map<String, Long> sentAt = new ConcurrentHashMap<>();
    private volatile Latencies latencies = new Latencies();
    private long people = 27_640_875_000_000_000L;

    Whole(String bootstrapServers, int port, Opener opener) {
        this.port = port;
        this.opener = opener;
        this.tail = new Tail(bootstrapServers, Topics.TOKENS.name(), this::held);
    }

    Latencies round(Redirects redirects, int count) throws Exception {
        List<String> states = Files.readAllLines(redirects.states());
        Latencies round = new Latencies();
        latencies = round;
        Pace.keep(count, i -> send(states.get(i / CODES_PER_STATE), redirects.cookie()));
        long end = System.nanoTime() + LIMIT.toNanos();
        while (round.count() < count) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException(round.count() + " of " + count + " tokens arrived within " + LIMIT);
            }
            LockSupport.parkNanos(1_000_000);
        }
        return round;
    }

    private void send(String state, String cookie) {
        long person = people++;
        URI redirect = URI.create("http://127.0.0.1:" + port + CallbackProcess.PATH + "?code=code-" + person + "-"
                + "c".repeat(120) + "&state=" + state);
        sentAt.put(Long.toString(person), System.nanoTime());
        CompletableFuture<HttpResponse<Void>> unused = client.sendAsync(
                HttpRequest.newBuilder(redirect).header("Cookie", cookie).build(), BodyHandlers.discarding());
    }

    private void held(ConsumerRecord<byte[], byte[]> record) {
        try {
            Token token = Topics.TOKENS.codec().decode(record.value());
            opener.open(new String(record.key(), StandardCharsets.UTF_8), token.getSealedToken());
            Long at = sentAt.remove(token.getAccountId());
            if (at != null) {
                latencies.add(System.nanoTime() - at);
            }
        } catch (UnreadableRecordException | SealRefusedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        tail.close();
    }
}
