package io.tokenkeep.benchmarks.exchange;

import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.benchmarks.Child;
import io.tokenkeep.benchmarks.Cluster;
import io.tokenkeep.benchmarks.Measured;
import io.tokenkeep.benchmarks.Program;
import io.tokenkeep.benchmarks.SettingsFile;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.Sealer;
import io.tokenkeep.topic.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Exchanges codes for tokens, in a process of its own, with a broker of its own. Idle between its rounds. */
final class Contender implements AutoCloseable {

    private static final String APP = "bench";
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final String name;
    private final Cluster cluster;
    private final Child worker;
    private final Producer<byte[], byte[]> producer;
    private final Sealer codes;
    private final Measured rates = new Measured();
    private final Measured cpu = new Measured();
    private long sent;

    private Contender(String name, Cluster cluster, Child worker, Producer<byte[], byte[]> producer, Sealer codes) {
        this.name = name;
        this.cluster = cluster;
        this.worker = worker;
        this.producer = producer;
        this.codes = codes;
    }

    /** Starts a contender, with the provider at this port. */
    static Contender start(String name, Program program, String providerPort, int concurrency, Path directory)
            throws IOException {
        Cluster cluster = Cluster.start(name, directory);
        String bootstrap = cluster.bootstrapServers();
        String codesKeys = KeySet.generate("codes", new SecureRandom());
        Map<String, String> settings = WorkerProcess.settings(
                bootstrap, codesKeys, KeySet.generate("tokens", new SecureRandom()), providerPort, concurrency);
        Path file = SettingsFile.write(directory.resolve(name + ".properties"), settings);
        Child worker = Child.start(name, program, directory, file.toString());
        Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "linger.ms", 5, "batch.size", 65_536),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        Sealer codes = new Sealer(KeySet.parse(codesKeys), Purpose.AUTHORIZATION_CODE);
        return new Contender(name, cluster, worker, producer, codes);
    }

    String name() {
        return name;
    }

    /** Codes per second, over the rounds. */
    Measured rates() {
        return rates;
    }

    /** The worker's processor time per round, in seconds. */
    Measured cpu() {
        return cpu;
    }

    long residentMegabytes() {
        return worker.residentMegabytes();
    }

    /** Processes this number of codes and returns the codes per second. Remembers the rounds that count. */
    double round(int count, boolean counts) throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = IntStream.range(0, count)
                .mapToObj(i -> code(sent + i))
                .collect(Collectors.toCollection(ArrayList::new));
        long before = outcomes();
        Duration cpuBefore = worker.cpu();
        long began = System.nanoTime();
        for (ProducerRecord<byte[], byte[]> record : records) {
            Future<RecordMetadata> unused = producer.send(record);
        }
        sent += count;
        while (outcomes() < before + count) {
            if (System.nanoTime() - began > LIMIT.toNanos()) {
                throw new IllegalStateException(
                        name + " made " + (outcomes() - before) + " of " + count + " tokens within " + LIMIT);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        double rate = count / ((System.nanoTime() - began) / 1e9);
        if (counts) {
            rates.add(rate);
            cpu.add(worker.cpu().minus(cpuBefore).toMillis() / 1e3);
        }
        return rate;
    }

    private ProducerRecord<byte[], byte[]> code(long number) {
        String id = Long.toString(number + 1_000_000_000_000L, Character.MAX_RADIX);
        return Topics.AUTHORIZATION_CODES.record(
                id,
                AuthorizationCode.newBuilder()
                        .setAuthorizationId(id)
                        .setApp(APP)
                        .setClient("client-" + number)
                        .setSealedCode(
                                codes.seal(id, "code-" + (27_640_875_000_000_000L + number) + "-" + "c".repeat(120)))
                        .setRedirectUri("http://localhost:8080/callback/bench")
                        .setReceivedAt(Instant.now())
                        .build());
    }

    private long outcomes() throws Exception {
        return cluster.records(Topics.AUTHORIZATION_OUTCOMES.name());
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        worker.close();
        cluster.close();
    }
}
