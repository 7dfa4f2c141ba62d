package io.tokenkeep.benchmarks.console;

import io.tokenkeep.benchmarks.Child;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The floor: a Vert.x server that reads nothing of a table but its lines. For each it makes the two signatures that a link needs
 * and sends a record of the length of a link's, and it answers after all replicas have all records. Of lists it answers the bytes that it was given.
 * Arguments: bootstrap servers, port.
 */
public final class BareConsoleProcess {

    private static final int LENGTH = 420;

    private final Map<String, Buffer> bodies = new ConcurrentHashMap<>();
    private final Vertx vertx = Vertx.vertx();
    private final KafkaProducer<byte[], byte[]> producer;
    private final KeyPair keys;

    private BareConsoleProcess(KafkaProducer<byte[], byte[]> producer, KeyPair keys) {
        this.producer = producer;
        this.keys = keys;
    }

    public static void main(String[] arguments) throws Exception {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", arguments[0], "acks", "all", "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        BareConsoleProcess floor = new BareConsoleProcess(
                producer, KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        floor.vertx
                .createHttpServer()
                .requestHandler(floor::answer)
                .listen(Integer.parseInt(arguments[1]), "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        Child.serve("");
        System.exit(0);
    }

    /** Answers a GET with the bytes that a PUT brought before. */
    private void answer(HttpServerRequest request) {
        if (request.method().equals(HttpMethod.PUT)) {
            request.body().onSuccess(body -> {
                bodies.put(request.uri(), body);
                request.response().end();
            });
        } else if (request.method().equals(HttpMethod.GET)) {
            request.response().end(bodies.getOrDefault(request.uri(), Buffer.buffer()));
        } else {
            make(request);
        }
    }

    private void make(HttpServerRequest request) {
        request.body()
                .compose(body -> vertx.executeBlocking(() -> made(body), false))
                .compose(sent -> Future.all(sent))
                .onSuccess(all -> request.response().end("made"))
                .onFailure(failure -> request.response().setStatusCode(503).end());
    }

    private List<Future<?>> made(Buffer body) throws GeneralSecurityException {
        List<Future<?>> sent = new ArrayList<>();
        long lines = body.toString().lines().skip(1).count();
        for (int i = 0; i < lines; i++) {
            byte[] key = sign(("token" + i).getBytes(StandardCharsets.UTF_8));
            sign(new byte[LENGTH]);
            Promise<Void> acknowledged = Promise.promise();
            var unused = producer.send(
                    new ProducerRecord<>(Topics.CONNECT_LINKS.name(), key, new byte[LENGTH]), (metadata, failure) -> {
                        if (failure == null) {
                            acknowledged.complete();
                        } else {
                            acknowledged.fail(failure);
                        }
                    });
            sent.add(acknowledged.future());
        }
        return sent;
    }

    private byte[] sign(byte[] bytes) throws GeneralSecurityException {
        Signature signing = Signature.getInstance("Ed25519");
        signing.initSign(keys.getPrivate());
        signing.update(bytes);
        return signing.sign();
    }
}
