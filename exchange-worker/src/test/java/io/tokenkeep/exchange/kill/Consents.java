package io.tokenkeep.exchange.kill;

import io.tokenkeep.account.AuthorizationId;
import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.Sealer;
import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** People who consent: each gets a code from the simulator, which goes onto the topic as callback-service puts it. */
final class Consents implements AutoCloseable {

    /** One person's consent. */
    record Consent(String authorizationId, String code, String account) {}

    private static final Set<String> SCOPES = Set.of("threads_basic");

    private final Simulator simulator;
    private final String app;
    private final String clientId;
    private final String redirectUri;
    private final Sealer codes;
    private final Producer<byte[], byte[]> producer;
    private final List<Consent> given = new CopyOnWriteArrayList<>();

    Consents(Simulator simulator, String app, String clientId, String redirectUri, KeySet codes, String bootstrap) {
        this.simulator = simulator;
        this.app = app;
        this.clientId = clientId;
        this.redirectUri = redirectUri;
        this.codes = new Sealer(codes, Purpose.AUTHORIZATION_CODE);
        this.producer = new KafkaProducer<>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class.getName(),
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class.getName()));
    }

    /** The next person consents. */
    Consent give() {
        String person = "person" + given.size();
        String code = simulator.grant(clientId, redirectUri, person, SCOPES);
        String id = AuthorizationId.of(person.getBytes(StandardCharsets.UTF_8), code);
        AuthorizationCode value = AuthorizationCode.newBuilder()
                .setAuthorizationId(id)
                .setApp(app)
                .setSealedCode(codes.seal(id, code))
                .setRedirectUri(redirectUri)
                .setReceivedAt(Instant.now())
                .build();
        try {
            producer.send(Topics.AUTHORIZATION_CODES.record(id, value)).get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new AssertionError("the code could not be published", e);
        }
        Consent consent = new Consent(
                id, code, app + ":" + simulator.people().named(person).id());
        given.add(consent);
        return consent;
    }

    List<Consent> given() {
        return given;
    }

    @Override
    public void close() {
        producer.close();
    }
}
