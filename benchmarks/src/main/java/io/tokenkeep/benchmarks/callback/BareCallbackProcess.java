package io.tokenkeep.benchmarks.callback;

import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.benchmarks.Child;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.Sealer;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The floor: a Vert.x server that checks nothing, sends a record of the length of callback-service's for each request
 * and answers with a redirect after all replicas have it. Arguments: bootstrap servers, port.
 */
public final class BareCallbackProcess {

    private final KafkaProducer<byte[], byte[]> producer;
    private final Context context;
    private final byte[] value = value();
    private final AtomicLong sent = new AtomicLong();

    private BareCallbackProcess(KafkaProducer<byte[], byte[]> producer, Context context) {
        this.producer = producer;
        this.context = context;
    }

    public static void main(String[] arguments) throws Exception {
        Vertx vertx = Vertx.vertx();
        Context context = vertx.getOrCreateContext();
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", arguments[0], "acks", "all", "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        BareCallbackProcess floor = new BareCallbackProcess(producer, context);
        int port = Integer.parseInt(arguments[1]);
        context.<Integer>executeBlocking(() -> producer.partitionsFor(Topics.AUTHORIZATION_CODES.name())
                        .size())
                .compose(partitions ->
                        vertx.createHttpServer().requestHandler(floor::answer).listen(port, "127.0.0.1"))
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        Child.serve("");
        System.exit(0);
    }

    private void answer(HttpServerRequest request) {
        String id = Long.toString(1_000_000_000_000L + sent.incrementAndGet(), Character.MAX_RADIX) + "-a-usual-length";
        Future<RecordMetadata> unused = producer.send(
                new ProducerRecord<>(
                        Topics.AUTHORIZATION_CODES.name(), id.getBytes(java.nio.charset.StandardCharsets.UTF_8), value),
                (metadata, failure) -> context.runOnContext(nothing -> request.response()
                        .setStatusCode(failure == null ? 303 : 503)
                        .putHeader("Location", "http://localhost:8080/authorizations/" + id)
                        .end()));
    }

    private static byte[] value() {
        Sealer codes =
                new Sealer(KeySet.parse(KeySet.generate("codes", new SecureRandom())), Purpose.AUTHORIZATION_CODE);
        String id = "1hk3lq9v5tq0-a-usual-length";
        return Topics.AUTHORIZATION_CODES
                .codec()
                .encode(AuthorizationCode.newBuilder()
                        .setAuthorizationId(id)
                        .setApp("bench")
                        .setSealedCode(codes.seal(id, "run1-12345-" + "c".repeat(180)))
                        .setRedirectUri("http://localhost:8080/callback/bench")
                        .setReceivedAt(Instant.now())
                        .build());
    }
}
