package io.tokenkeep.quickstart.chaos;

import io.tokenkeep.account.AuthorizationId;
import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.Sealer;
import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** People who consent: each gets a code from the simulator, which goes onto the topic as callback-service puts it. */
public final class People implements AutoCloseable {

    /** One person, with the consent given. */
    record Person(String name, String authorizationId, String code, long id, String account) {}

    private final Simulator simulator;
    private final Sealer codes;
    private final Producer<byte[], byte[]> producer;
    private final List<Person> all = new ArrayList<>();
    private final Queue<ProducerRecord<byte[], byte[]>> unsent = new ConcurrentLinkedQueue<>();

    public People(Simulator simulator, KeySet codesKeys, String bootstrapServers) {
        this.simulator = simulator;
        this.codes = new Sealer(codesKeys, Purpose.AUTHORIZATION_CODE);
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "delivery.timeout.ms", 60_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** The name of who consents next. */
    String next() {
        return "person" + all.size();
    }

    /** The next person consents. Whose record could not be sent brings it again, as a browser that was told to. */
    void consent() {
        consent(next());
    }

    /** This person consents. */
    public void consent(String name) {
        String code = simulator.grant(Workers.CLIENT_ID, Workers.REDIRECT_URI, name, Set.of("threads_basic"));
        long personId = simulator.people().named(name).id();
        String id = AuthorizationId.of(name.getBytes(StandardCharsets.UTF_8), code);
        unsent.add(Topics.AUTHORIZATION_CODES.record(
                id,
                AuthorizationCode.newBuilder()
                        .setAuthorizationId(id)
                        .setApp(Workers.APP)
                        .setSealedCode(codes.seal(id, code))
                        .setRedirectUri(Workers.REDIRECT_URI)
                        .setReceivedAt(Instant.now())
                        .build()));
        all.add(new Person(name, id, code, personId, Workers.APP + ":" + personId));
    }

    /** Sends what is to be sent. Not while the broker is away: a producer waits for it. */
    public void send() {
        ProducerRecord<byte[], byte[]> record;
        while ((record = unsent.poll()) != null) {
            ProducerRecord<byte[], byte[]> sending = record;
            Future<RecordMetadata> unused = producer.send(sending, (metadata, failure) -> {
                if (failure != null) {
                    unsent.add(sending);
                }
            });
        }
    }

    List<Person> all() {
        return all;
    }

    @Override
    public void close() {
        producer.close();
    }
}
