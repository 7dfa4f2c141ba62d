package io.tokenkeep.benchmarks.console;

import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.ExpectedAccount;
import io.tokenkeep.avro.ExpectedKind;
import io.tokenkeep.avro.RecordVersion;
import io.tokenkeep.benchmarks.Child;
import io.tokenkeep.benchmarks.Cluster;
import io.tokenkeep.benchmarks.LocalPort;
import io.tokenkeep.benchmarks.Measured;
import io.tokenkeep.benchmarks.Report;
import io.tokenkeep.benchmarks.SettingsFile;
import io.tokenkeep.benchmarks.callback.CallbackProcess;
import io.tokenkeep.link.LinkKeys;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.topic.Topics;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What connect links cost a callback-service: heap for each, and seconds of its start until it knows all of them. */
final class LinksAtStart {

    private static final int LINKS = 200_000;
    private static final Pattern CAUGHT_UP =
            Pattern.compile("tokenkeep_callback_connect_links_caught_up\\{.*\\} 1\\.0");
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final int rounds;
    private final Path directory;
    private final Report report;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    LinksAtStart(int rounds, Path directory, Report report) {
        this.rounds = rounds;
        this.directory = directory;
        this.report = report;
    }

    /** A service that has read its links. */
    private record Started(double seconds, double heapMegabytes) {}

    void run() throws Exception {
        report.say("""
                connect links in memory: a callback-service starts with none and with %d connect links, each with a client,
                an expected handle and a note. Seconds from the start of its process until it knows all links; live heap
                after a collection.
                """.formatted(LINKS).stripTrailing());
        try (Cluster cluster = Cluster.start("links", directory)) {
            Measured emptySeconds = new Measured();
            Measured emptyHeap = new Measured();
            measure(cluster, emptySeconds, emptyHeap);
            write(cluster.bootstrapServers());
            Measured seconds = new Measured();
            Measured heap = new Measured();
            measure(cluster, seconds, heap);
            report.times("seconds");
            report.time("no links", emptySeconds);
            report.time(LINKS + " links", seconds);
            report.times("live heap, MiB");
            report.time("no links", emptyHeap);
            report.time(LINKS + " links", heap);
            double perHundredThousand = (heap.median() - emptyHeap.median()) / LINKS * 100_000;
            report.ratioAtMost("links-heap-mib-per-100000", perHundredThousand, 150);
            report.ratioAtMost("links-start-seconds", seconds.median() - emptySeconds.median(), 15);
        }
    }

    private void measure(Cluster cluster, Measured seconds, Measured heap) throws Exception {
        for (int round = 0; round < rounds; round++) {
            Started started = start(cluster.bootstrapServers());
            seconds.add(started.seconds());
            heap.add(started.heapMegabytes());
        }
    }

    private Started start(String bootstrapServers) throws Exception {
        int management = LocalPort.free();
        Map<String, String> settings = CallbackProcess.settings(
                bootstrapServers, LocalPort.free(), KeySet.generate("codes", new SecureRandom()));
        settings.put("management.port", Integer.toString(management));
        settings.put("links.keys", LinkKeys.publicPart(LinkKeys.generate("bench", new SecureRandom())));
        Path file = SettingsFile.write(directory.resolve("links.properties"), settings);
        long began = System.nanoTime();
        try (Child service = Child.start("links", CallbackProcess.class, directory, file.toString())) {
            awaitCaughtUp(management);
            return new Started((System.nanoTime() - began) / 1e9, service.liveHeapMegabytes());
        }
    }

    private void awaitCaughtUp(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            try {
                if (CAUGHT_UP
                        .matcher(http.send(request, BodyHandlers.ofString()).body())
                        .find()) {
                    return;
                }
            } catch (ConnectException e) {
                // Not listening yet.
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("callback-service did not read its links, see its log in " + directory);
    }

    /** With signatures that nobody made: they are verified when a link is opened. */
    private static void write(String bootstrapServers) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 20),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < LINKS; i++) {
                ConnectLink link = link(i);
                var unused = producer.send(Topics.CONNECT_LINKS.record(link.getLinkId(), link));
            }
        }
    }

    private static ConnectLink link(int number) {
        String id = "link-%017d".formatted(number);
        Instant now = Instant.now();
        return ConnectLink.newBuilder()
                .setLinkId(id)
                .setVersion(new RecordVersion(1L, "change-%020d".formatted(number), now, "key-0123456789"))
                .setCreationId("change-%020d".formatted(number))
                .setCreatedAt(now)
                .setMadeUnder("bench")
                .setApps(List.of("bench"))
                .setClient("client-" + number % 1000)
                .setExpiresAt(now.plus(Duration.ofDays(14)))
                .setSingle(true)
                .setExpected(List.of(new ExpectedAccount("bench", ExpectedKind.HANDLE, "handle-" + number)))
                .setNote("the letter of this year's spring")
                .setSignedUnder("bench")
                .setSignature("s".repeat(86))
                .build();
    }
}
