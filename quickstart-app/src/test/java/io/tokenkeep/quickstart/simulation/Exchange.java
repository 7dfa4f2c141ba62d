package io.tokenkeep.quickstart.simulation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenkeep.exchange.ExchangeConfig;
import io.tokenkeep.exchange.code.CodeLane;
import io.tokenkeep.exchange.command.CommandLane;
import io.tokenkeep.exchange.consent.ConnectLinks;
import io.tokenkeep.exchange.consent.ConsentKeys;
import io.tokenkeep.exchange.cooldown.AppCooldowns;
import io.tokenkeep.exchange.cooldown.CooldownTimes;
import io.tokenkeep.exchange.kafka.BrokerClock;
import io.tokenkeep.exchange.kafka.CompanionReader;
import io.tokenkeep.exchange.kafka.Delivery;
import io.tokenkeep.exchange.kafka.LaneWork;
import io.tokenkeep.exchange.kafka.Ownership;
import io.tokenkeep.exchange.kafka.ProgressLimits;
import io.tokenkeep.exchange.kafka.PublisherLimits;
import io.tokenkeep.exchange.kafka.RecordPublisher;
import io.tokenkeep.exchange.lane.Backoff;
import io.tokenkeep.exchange.lane.LaneParts;
import io.tokenkeep.exchange.lane.Publishing;
import io.tokenkeep.exchange.lane.Unacknowledged;
import io.tokenkeep.exchange.provider.App;
import io.tokenkeep.exchange.provider.HttpEdge;
import io.tokenkeep.exchange.provider.meta.ThreadsProvider;
import io.tokenkeep.exchange.rate.Admission;
import io.tokenkeep.exchange.rate.AppRates;
import io.tokenkeep.exchange.rate.MeteredCalls;
import io.tokenkeep.exchange.records.ClientChoice;
import io.tokenkeep.exchange.status.KeysComponent;
import io.tokenkeep.kit.Closer;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * exchange-worker's two lanes as they are, over real HTTP, with Kafka alone cut off: a test hands them records and gets
 * what they publish about them. Nobody else has its partition. As the clock stands while they work, nothing is made to
 * wait for an app's rate; what the rates hear is real. The test's thread alone uses it.
 */
final class Exchange {

    private static final long LIMIT_SECONDS = 120;

    /** Codes wait in real time while the clock stands, so not for long. */
    private static final Duration SHORT = Duration.ofMillis(2);

    private static final Duration STEP = Duration.ofSeconds(5);
    private static final int MOST_PUBLISHED = 100_000;

    private final Vertx vertx;
    private final ExchangeConfig config;
    private final InstantSource clock;
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final Outbox outbox = new Outbox();
    private final AppRates rates;
    private final AppCooldowns cooldowns;
    private final Ownership ownership;
    private final AtomicReference<@Nullable Throwable> mistake = new AtomicReference<>();
    private final Closer closer;
    private final LaneWork commands;
    private final CodeLane codes;

    /** {@code closer} closes it. */
    Exchange(Vertx vertx, ExchangeConfig config, InstantSource clock, long seed, Closer closer) throws Exception {
        this.vertx = vertx;
        this.config = config;
        this.clock = clock;
        this.closer = closer;
        Random random = new Random(seed);
        this.rates = new AppRates(config.apps(), () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
        this.cooldowns = new AppCooldowns(
                clock,
                new CooldownTimes(
                        config.times().longestRetry(), config.provider().call()));
        this.ownership = new Ownership(() -> 0, config.times().session());
        ownership.confirmed(0);
        Backoff usual = new Backoff(config.times().firstRetry(), config.times().longestRetry(), random);
        KeysComponent keys = new KeysComponent(System::nanoTime);
        this.commands = CommandLane.create(
                parts("commands", usual),
                config.commands(),
                new CommandLane.Keys(config.tokensKeys(), keys),
                null,
                registry);
        this.codes = codes(new Backoff(SHORT, SHORT, random), keys);
    }

    /** What is published about these records of {@code authorization-codes}, once all of them are done with. */
    List<ProducerRecord<byte[], byte[]>> connect(List<ConsumerRecord<byte[], byte[]>> records) {
        return run(codes, records);
    }

    /** What is published about these records of {@code refresh-commands}, once all of them are done with. */
    List<ProducerRecord<byte[], byte[]>> carryOut(List<ConsumerRecord<byte[], byte[]>> records) {
        return run(commands, records);
    }

    /** Calls of the provider so far. */
    long calls() {
        return registry.find("tokenkeep.exchange.calls").timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    /** Calls of the provider so far that came to this: GIVEN or a kind of failure. */
    long calls(String result) {
        return registry.find("tokenkeep.exchange.calls").tag("result", result).timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    private List<ProducerRecord<byte[], byte[]>> run(LaneWork lane, List<ConsumerRecord<byte[], byte[]>> records) {
        CountDownLatch left = new CountDownLatch(records.size());
        records.forEach(record -> lane.accept(new Delivery(record, ownership, left::countDown)));
        try {
            if (!left.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(left.getCount() + " records are not done with", mistake.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        if (mistake.get() != null) {
            throw new AssertionError(mistake.get());
        }
        return outbox.take();
    }

    private CodeLane codes(Backoff backoff, KeysComponent keys) throws Exception {
        MockConsumer<byte[], byte[]> progress = new MockConsumer<>("earliest");
        TopicPartition partition = new TopicPartition(Topics.AUTHORIZATION_PROGRESS.name(), 0);
        progress.updateBeginningOffsets(Map.of(partition, 0L));
        TopicPartition codes = new TopicPartition(Topics.AUTHORIZATION_CODES.name(), 0);
        progress.updateEndOffsets(Map.of(partition, 0L, codes, 0L));
        Duration lifetime = config.times().codeLifetime();
        CodeLane lane = CodeLane.create(
                parts("codes", backoff),
                config.codes(),
                config.codesKeys(),
                new ConsentKeys(config.tokensKeys(), null, keys),
                new CompanionReader.Source(progress, TopicNames.WITHOUT_PREFIX),
                ConnectLinks.of(config.links(), clock),
                new CodeLane.Times(
                        lifetime,
                        config.provider().call().plus(config.times().delivery()),
                        ProgressLimits.of(config.rememberedCodes(), lifetime, lifetime, lifetime)),
                registry);
        lane.assigned(List.of(codes));
        lane.round();
        closer.addStep("progress", STEP, () -> lane.closed(STEP));
        return lane;
    }

    private LaneParts parts(String lane, Backoff backoff) throws Exception {
        RecordPublisher publisher = closer.add(
                "publisher-" + lane,
                STEP,
                new RecordPublisher(
                        outbox,
                        "publish-" + lane,
                        new PublisherLimits(MOST_PUBLISHED, STEP, STEP),
                        new BrokerClock(clock, System::nanoTime),
                        System::nanoTime));
        HttpEdge http = closer.add(
                "http-" + lane,
                STEP,
                new HttpEdge(
                        vertx,
                        config.provider().connect(),
                        config.provider().call(),
                        config.commands().concurrency() * 2));
        Context context = eventLoop();
        Unacknowledged unacknowledged = new Unacknowledged(System::nanoTime);
        return new LaneParts(
                vertx,
                context,
                apps(lane, http),
                new Publishing(vertx, context, publisher, backoff, unacknowledged),
                unacknowledged,
                cooldowns,
                backoff,
                new ClientChoice(null, clock),
                clock,
                Admission.OPEN,
                mistake::set);
    }

    private Map<String, App> apps(String lane, HttpEdge http) {
        Map<String, App> apps = new LinkedHashMap<>();
        for (AppConfig app : config.apps().all()) {
            MeteredCalls calls = new MeteredCalls(lane, app.name(), rates, registry);
            apps.put(app.name(), new App(app, new ThreadsProvider(http, app, clock, System::nanoTime, calls)));
        }
        return apps;
    }

    private Context eventLoop() throws Exception {
        CompletableFuture<Context> context = new CompletableFuture<>();
        Deployable lane = own -> {
            context.complete(own);
            return Future.succeededFuture();
        };
        vertx.deployVerticle(lane).onFailure(context::completeExceptionally);
        return context.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
}
