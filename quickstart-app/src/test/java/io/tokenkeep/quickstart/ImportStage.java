package io.tokenkeep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenkeep.apikey.ApiKeyText;
import io.tokenkeep.console.ConsoleMain;
import io.tokenkeep.console.caller.ConfiguredKeys;
import io.tokenkeep.exchange.ExchangeMain;
import io.tokenkeep.link.LinkKeys;
import io.tokenkeep.refresh.RefreshMain;
import io.tokenkeep.sandbox.kafka.LocalKafka;
import io.tokenkeep.sandbox.process.ServiceJvm;
import io.tokenkeep.sandbox.process.Watchdog;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.RecipientKeys;
import io.tokenkeep.seal.RecipientOpener;
import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.simulator.SimulatorConfig;
import io.tokenkeep.simulator.registry.Lifetimes;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.topic.TopicLayout;
import io.tokenkeep.topic.TopicProvisioner;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** A broker and a simulator here, and the services that import tokens as processes that can be killed. */
final class ImportStage implements AutoCloseable {

    static final String APP = "threads-main";
    static final String CLIENT_ID = "990602627938098";
    static final String OTHER_CLIENT_ID = "990602627938099";
    static final String REDIRECT_URI = "https://agency.example/callback/threads-main";

    private static final String CLIENT_SECRET = "client-secret-of-the-import-test-0123456789";
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int PARTITIONS = 6;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String codesKeys = KeySet.generate("codes-1", RANDOM);
    private final String tokensKeys = KeySet.generate("tokens-1", RANDOM);
    private final String linkKeys = LinkKeys.generate("links-1", RANDOM);
    private final String importKeys = RecipientKeys.generate("imports-1", RANDOM);
    private final String recipientKeys = RecipientKeys.generate("recipient-1", RANDOM);
    private final ApiKeyText apiKey = ApiKeyText.generate("imports", RANDOM);
    private final int port = Playground.freePorts(1).get(0);
    private final Path directory;
    private final Vertx vertx = Vertx.vertx();
    private final LocalKafka kafka;
    private final Simulator simulator;
    private @Nullable ServiceJvm console;
    private @Nullable ServiceJvm exchange;
    private @Nullable ServiceJvm refresh;

    /** @param directory an empty directory */
    ImportStage(Path directory) throws Exception {
        this.directory = directory;
        this.kafka = LocalKafka.builder().directory(kafkaDirectory()).start();
        SimulatorConfig config = SimulatorConfig.defaults()
                .withLifetimes(Lifetimes.DOCUMENTED.withMinimumRefreshAge(Duration.ZERO))
                .withApp(RegisteredApp.of(CLIENT_ID, CLIENT_SECRET, REDIRECT_URI))
                .withApp(RegisteredApp.of(OTHER_CLIENT_ID, "other-" + CLIENT_SECRET, REDIRECT_URI));
        this.simulator = Simulator.start(vertx, config, InstantSource.system())
                .toCompletionStage()
                .toCompletableFuture()
                .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            new TopicProvisioner(
                            admin,
                            new TopicLayout(PARTITIONS, (short) 1),
                            bootstrapServers(),
                            InstantSource.system(),
                            LIMIT)
                    .ensure(Topics.catalogue().keySet(), true);
        }
    }

    Simulator simulator() {
        return simulator;
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    KeySet codesKeys() {
        return KeySet.parse(codesKeys);
    }

    Opener opener() {
        return new Opener(KeySet.parse(tokensKeys), Purpose.ACCESS_TOKEN);
    }

    /** Opens what the command {@code leave} wrote. */
    RecipientOpener recipient() {
        return new RecipientOpener(RecipientKeys.parse(recipientKeys), Purpose.EXPORTED_TOKEN);
    }

    ConsoleClient client() {
        return new ConsoleClient(URI.create("http://localhost:" + port + "/api/v1"), apiKey.reveal());
    }

    String apiSecret() {
        return apiKey.secret();
    }

    Path kafkaDirectory() {
        return directory.resolve("kafka");
    }

    /** What the services printed, everything at DEBUG. */
    List<Path> logs() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".log")).toList();
        }
    }

    void startRefresh() throws IOException {
        refresh = start(
                "refresh-worker",
                RefreshMain.class,
                List.of("state.directory=" + directory.resolve("state"), "tick.interval=200ms"));
    }

    /** Starts console-service and exchange-worker, and returns when the API answers. */
    void startConsoleAndExchange() throws IOException {
        exchange = start("exchange-worker", ExchangeMain.class, exchangeSettings());
        ServiceJvm started = start(
                "console-service",
                ConsoleMain.class,
                List.of(
                        "console.port=" + port,
                        "console.url=http://localhost:" + port,
                        "admin.keys=" + ConfiguredKeys.written(apiKey),
                        "links.keys=" + linkKeys,
                        "links.url=https://agency.example",
                        "links.apps=" + APP,
                        "imports.key=" + RecipientKeys.publicPart(importKeys)));
        console = started;
        await().atMost(LIMIT).ignoreExceptionsInstanceOf(IOException.class).until(() -> {
            started.requireAlive();
            new Socket("localhost", port).close();
            return true;
        });
    }

    /** SIGKILL for both. */
    void killConsoleAndExchange() {
        kill(exchange);
        kill(console);
    }

    /** Runs the command {@code leave} and returns the file that it wrote. */
    Path leave() throws Exception {
        Path output = directory.resolve("leave.jsonl");
        Process process = Watchdog.watch(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dlogback.configurationFile=logback-everything.xml",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ExchangeMain.class.getName(),
                        "leave",
                        "--config=" + settings("exchange-worker"),
                        "--output=" + output)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("leave.log").toFile())
                .start());
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return output;
    }

    private List<String> exchangeSettings() {
        return List.of(
                "codes.keys=" + codesKeys,
                "tokens.keys=" + tokensKeys,
                "imports.keys=" + importKeys,
                "leave.recipient.keys=" + RecipientKeys.publicPart(recipientKeys),
                "session.timeout=7s",
                "provider.timeout=10s",
                "delivery.timeout=2s",
                "retry.first=50ms",
                "apps=" + APP,
                "apps." + APP + ".provider=threads",
                "apps." + APP + ".client.id=" + CLIENT_ID,
                "apps." + APP + ".client.secrets=" + CLIENT_SECRET,
                "apps." + APP + ".redirect.uri=" + REDIRECT_URI,
                "apps." + APP + ".api.url=" + simulator.baseUri());
    }

    private ServiceJvm start(String name, Class<?> main, List<String> own) throws IOException {
        Stream<String> common = Stream.of(
                "bootstrap.servers=" + bootstrapServers(),
                "topics.partitions=" + PARTITIONS,
                "topics.replication.factor=1",
                "management.port=0");
        Path file =
                Files.write(settings(name), Stream.concat(common, own.stream()).toList());
        return ServiceJvm.start(main, file, directory.resolve(name + ".log"));
    }

    private Path settings(String name) {
        return directory.resolve(name + ".properties");
    }

    private static void kill(@Nullable ServiceJvm service) {
        if (service != null) {
            service.kill();
        }
    }

    @Override
    public void close() {
        killConsoleAndExchange();
        kill(refresh);
        kafka.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
