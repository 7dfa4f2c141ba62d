package io.tokenkeep.callback;

import io.micrometer.core.instrument.Gauge;
import io.tokenkeep.avro.AuthorizationCode;
import io.tokenkeep.callback.outcome.DeadLetters;
import io.tokenkeep.callback.outcome.OutcomeFollower;
import io.tokenkeep.callback.outcome.OutcomeStore;
import io.tokenkeep.callback.publish.CodePublisher;
import io.tokenkeep.callback.publish.KafkaCodePublisher;
import io.tokenkeep.callback.publish.NotPublishedException;
import io.tokenkeep.kit.Exit;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.health.Component;
import io.tokenkeep.kit.metrics.Metrics;
import io.tokenkeep.topic.TopicsUnfitException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything of this service that needs Kafka, brought up on a thread of its own: first the topics are checked, for as
 * long as it takes, then codes are published and outcomes followed. Until then a code is refused as not ready, so the
 * service can start before its brokers.
 */
final class BrokerConnection implements CodePublisher, Component {

    private static final Logger log = LoggerFactory.getLogger(BrokerConnection.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final BrokerClients clients;
    private final CallbackConfig config;
    private final OutcomeStore store;
    private final Metrics metrics;
    private final InstantSource clock;
    private final Thread thread = new Thread(this::run, "callback-kafka");
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CompletableFuture<Exit> ended = new CompletableFuture<>();
    private volatile @Nullable Open open;

    /** What there is once the topics are checked. */
    private record Open(KafkaCodePublisher publisher, OutcomeFollower follower, Admin admin) {}

    BrokerConnection(Vertx vertx, CallbackConfig config, OutcomeStore store, Metrics metrics, InstantSource clock) {
        this.vertx = vertx;
        this.clients = new BrokerClients(config);
        this.config = config;
        this.store = store;
        this.metrics = metrics;
        this.clock = clock;
        Gauge.builder("tokenkeep.callback.kafka.ready", this, self -> self.open == null ? 0 : 1)
                .register(metrics.registry());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public Future<Void> publish(AuthorizationCode code) {
        Open now = open;
        return now == null
                ? Future.failedFuture(new NotPublishedException(NotPublishedException.Reason.NOT_READY))
                : now.publisher.publish(code);
    }

    /** Completes when the topics are unfit or something broke that waiting does not mend. */
    CompletionStage<Exit> ended() {
        return ended;
    }

    private void run() {
        try {
            if (checkTopics()) {
                serve();
            }
        } catch (TopicsUnfitException e) {
            log.atError().log(e.getMessage());
            ended.complete(Exit.FAILED);
        } catch (RuntimeException | Error e) {
            // An error too: a process without this thread would take codes it can never publish.
            log.atError()
                    .addKeyValue("failure", e.getClass().getName())
                    .addKeyValue("at", e.getStackTrace().length == 0 ? "" : e.getStackTrace()[0])
                    .log("the connection to Kafka broke by a mistake of this program");
            ended.complete(Exit.FAILED);
        }
    }

    /** Whether the topics are checked; otherwise this was closed meanwhile. */
    private boolean checkTopics() {
        while (closed.getCount() > 0) {
            try {
                checkTopicsOnce();
                return true;
            } catch (InterruptException e) {
                return false;
            } catch (KafkaException e) {
                log.atWarn()
                        .addKeyValue("failure", e.getClass().getSimpleName())
                        .log("the topics cannot be checked, trying again");
                pause();
            }
        }
        return false;
    }

    private void checkTopicsOnce() {
        Admin admin = clients.admin();
        try {
            clients.provisioner(admin, clock)
                    .ensure(BrokerClients.TOPICS, config.topics().create());
        } finally {
            // Without a limit it would wait for requests that nobody answers.
            admin.close(Duration.ZERO);
        }
    }

    private void serve() {
        Admin admin = clients.admin();
        Producer<byte[], byte[]> producer = new KafkaProducer<>(clients.producer());
        metrics.bind(producer);
        KafkaCodePublisher publisher = new KafkaCodePublisher(vertx, producer, config.publishing(), metrics.registry());
        Producer<byte[], byte[]> letters = new KafkaProducer<>(clients.letters());
        OutcomeFollower follower = new OutcomeFollower(
                clients::outcomes, store, new DeadLetters(letters, metrics.registry()), config.lookback(), clock);
        open = new Open(publisher, follower, admin);
        if (closed.getCount() == 0) {
            // Closed while this was being opened: whoever closed could not know of the follower.
            follower.close();
        }
        log.atInfo().log("topics are fit, codes can be published");
        try {
            follower.run();
        } finally {
            publisher.close();
            letters.close(config.publishing().timeout());
            admin.close(Duration.ZERO);
        }
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public CheckResult check() {
        Open now = open;
        if (now == null) {
            return CheckResult.failed("the topics are not checked yet");
        }
        return ended.isDone() ? CheckResult.failed("the connection ended") : BrokerClients.answer(now.admin);
    }

    /** The follower's own word, once it runs. */
    CheckResult checkOutcomes() {
        Open now = open;
        return now == null ? CheckResult.failed("the topics are not checked yet") : now.follower.check();
    }

    /** Waits for what is being published, within its own limit. */
    @Override
    public void close() {
        closed.countDown();
        Open now = open;
        if (now == null) {
            thread.interrupt();
        } else {
            now.follower.close();
        }
        try {
            thread.join(config.publishing().timeout().plus(PAUSE).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pause() {
        try {
            if (closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.atDebug().log("closed while waiting for Kafka");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }
}
