package io.tokenkeep.callback;

import io.micrometer.core.instrument.Gauge;
import io.tokenkeep.avro.AuthorizationOutcome;
import io.tokenkeep.avro.DataDeletion;
import io.tokenkeep.callback.publish.KafkaPublisher;
import io.tokenkeep.callback.publish.NotPublishedException;
import io.tokenkeep.callback.publish.RecordPublisher;
import io.tokenkeep.kit.Exit;
import io.tokenkeep.kit.follow.DeadLetters;
import io.tokenkeep.kit.follow.Followed;
import io.tokenkeep.kit.follow.TopicFollower;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.health.Component;
import io.tokenkeep.kit.metrics.Metrics;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.topic.TopicsUnfitException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of this service that need Kafka. A thread of its own first checks the topics, for as long as that takes. After
 * that, records are published and topics are followed, each on a thread of its own. Until then a record is refused as not ready,
 * so the service can start before its brokers.
 */
final class BrokerConnection implements RecordPublisher, Component {

    private static final Logger log = LoggerFactory.getLogger(BrokerConnection.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final BrokerClients clients;
    private final CallbackConfig config;
    private final Stores stores;
    private final Metrics metrics;
    private final InstantSource clock;
    private final Thread thread = new Thread(this::run, "callback-kafka");
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CompletableFuture<Exit> ended = new CompletableFuture<>();
    private volatile @Nullable Open open;

    /** The clients and followers that exist once the topics are checked. */
    private record Open(
            KafkaPublisher publisher,
            TopicFollower<AuthorizationOutcome> outcomes,
            TopicFollower<DataDeletion> deletions,
            Admin admin) {
        void closeFollowers() {
            outcomes.close();
            deletions.close();
        }
    }

    BrokerConnection(Vertx vertx, CallbackConfig config, Stores stores, Metrics metrics, InstantSource clock) {
        this.vertx = vertx;
        this.clients = new BrokerClients(config);
        this.config = config;
        this.stores = stores;
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
    public Future<Void> publish(ProducerRecord<byte[], byte[]> record) {
        Open now = open;
        return now == null
                ? Future.failedFuture(new NotPublishedException(NotPublishedException.Reason.NOT_READY))
                : now.publisher.publish(record);
    }

    /** Completes when the topics are unfit, or after a failure that waiting does not mend. */
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
            // An Error too: a process without this thread would accept codes that it can never publish.
            broken(e);
        }
    }

    private void broken(Throwable mistake) {
        StackTraceElement[] trace = mistake.getStackTrace();
        log.atError()
                .addKeyValue("failure", mistake.getClass().getName())
                .addKeyValue("at", trace.length == 0 ? "" : trace[0])
                .log("the connection to Kafka ended because of a mistake of this program");
        ended.complete(Exit.FAILED);
    }

    /** True once the topics are checked; false if this was closed meanwhile. */
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
            // Without a limit, close would wait for requests that no broker answers.
            admin.close(Duration.ZERO);
        }
    }

    private void serve() {
        Admin admin = clients.admin();
        Producer<byte[], byte[]> producer = clients.publisher();
        metrics.bind(producer);
        KafkaPublisher publisher = new KafkaPublisher(vertx, producer, config.publishing(), metrics.registry());
        Producer<byte[], byte[]> letters = clients.letters();
        DeadLetters deadLetters = new DeadLetters(letters, metrics.registry(), "callback");
        Open opened = new Open(publisher, outcomes(deadLetters), deletions(deadLetters), admin);
        open = opened;
        if (closed.getCount() == 0) {
            // Closed while the followers were being opened: the closing thread could not know of them.
            opened.closeFollowers();
        }
        log.atInfo().log("topics are fit, codes can be published");
        Thread beside = beside(opened.deletions);
        try {
            opened.outcomes.run();
        } finally {
            opened.deletions.close();
            join(beside);
            publisher.close();
            letters.close(config.publishing().timeout());
            admin.close(Duration.ZERO);
        }
    }

    private TopicFollower<AuthorizationOutcome> outcomes(DeadLetters deadLetters) {
        var followed = new Followed<>(
                config.topics().names().onCluster(Topics.AUTHORIZATION_OUTCOMES),
                AuthorizationOutcome::getAuthorizationId,
                stores.outcomes(),
                config.outcomes().lookback());
        return new TopicFollower<>("outcomes", followed, clients::follower, deadLetters, clock);
    }

    /** Read from the beginning, because a person may look up a deletion at any time. */
    private TopicFollower<DataDeletion> deletions(DeadLetters deadLetters) {
        var followed = new Followed<>(
                config.topics().names().onCluster(Topics.DATA_DELETIONS),
                DataDeletion::getConfirmationCode,
                stores.deletions(),
                null);
        return new TopicFollower<>("deletions", followed, clients::follower, deadLetters, clock);
    }

    private Thread beside(TopicFollower<DataDeletion> follower) {
        Thread beside = new Thread(
                () -> {
                    try {
                        follower.run();
                    } catch (RuntimeException | Error e) {
                        broken(e);
                    }
                },
                "callback-deletions");
        beside.setDaemon(true);
        beside.start();
        return beside;
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

    /** The health of the followers, once they run. */
    CheckResult checkOutcomes() {
        return check(Open::outcomes);
    }

    CheckResult checkDeletions() {
        return check(Open::deletions);
    }

    private CheckResult check(Function<Open, Component> part) {
        Open now = open;
        return now == null
                ? CheckResult.failed("the topics are not checked yet")
                : part.apply(now).check();
    }

    /** Waits for the records that are being published, within the producer's own limit. */
    @Override
    public void close() {
        closed.countDown();
        Open now = open;
        if (now == null) {
            thread.interrupt();
        } else {
            now.closeFollowers();
        }
        join(thread);
    }

    private void join(Thread ending) {
        try {
            ending.join(config.publishing().timeout().plus(PAUSE).toMillis());
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
