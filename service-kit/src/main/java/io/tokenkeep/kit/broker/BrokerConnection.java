package io.tokenkeep.kit.broker;

import io.micrometer.core.instrument.Gauge;
import io.tokenkeep.kit.Exit;
import io.tokenkeep.kit.follow.DeadLetters;
import io.tokenkeep.kit.follow.Followed;
import io.tokenkeep.kit.follow.GroupMember;
import io.tokenkeep.kit.follow.TopicFollower;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.health.Component;
import io.tokenkeep.kit.metrics.Metrics;
import io.tokenkeep.topic.TopicsUnfitException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of a service that need Kafka. A thread of its own first checks the topics, for as long as that takes. After that,
 * records are published and topics are followed, each on a thread of its own. Until then a record is refused as not ready, so
 * the service can start before its brokers. Any thread may use it.
 */
public final class BrokerConnection implements RecordPublisher, Component {

    private static final Logger log = LoggerFactory.getLogger(BrokerConnection.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final BrokerNeeds settings;
    private final BrokerClients clients;
    private final List<Followed<?>> followed;
    private final List<GroupMember> members;
    private final Metrics metrics;
    private final InstantSource clock;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CompletableFuture<Exit> ended = new CompletableFuture<>();
    private volatile @Nullable Open open;

    /** The clients and followers that exist once the topics are checked; the followers in the order of {@code followed}. */
    private record Open(KafkaPublisher publisher, List<TopicFollower<?>> followers, Admin admin) {
        void closeFollowers() {
            followers.forEach(TopicFollower::close);
        }
    }

    /**
     * Connects to nothing; {@link #start} does. Fails with a {@link org.apache.kafka.common.config.ConfigException} if a client
     * of Kafka does not accept its settings.
     */
    public BrokerConnection(
            Vertx vertx, BrokerNeeds settings, List<Followed<?>> followed, Metrics metrics, InstantSource clock) {
        this(vertx, settings, followed, List.of(), metrics, clock);
    }

    /** The same with groups to join, each on a thread of its own. */
    public BrokerConnection(
            Vertx vertx,
            BrokerNeeds settings,
            List<Followed<?>> followed,
            List<GroupMember> members,
            Metrics metrics,
            InstantSource clock) {
        this.vertx = vertx;
        this.settings = settings;
        this.clients = new BrokerClients(settings);
        this.followed = List.copyOf(followed);
        this.members = List.copyOf(members);
        this.metrics = metrics;
        this.clock = clock;
        this.thread = daemon(this::run, "kafka");
        Gauge.builder("tokenkeep." + settings.meters() + ".kafka.ready", this, self -> self.open == null ? 0 : 1)
                .register(metrics.registry());
    }

    /** Begins to connect, and returns at once. */
    public void start() {
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
    public CompletionStage<Exit> ended() {
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
            // An Error too: a process without this thread would accept requests that it can never carry out.
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
                clients.ensureTopics(clock);
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

    private void serve() {
        Admin admin = clients.admin();
        Producer<byte[], byte[]> producer = clients.publisher();
        metrics.bind(producer);
        KafkaPublisher publisher =
                new KafkaPublisher(vertx, producer, settings.publishing(), metrics.registry(), settings.meters());
        Producer<byte[], byte[]> letters = clients.letters();
        DeadLetters deadLetters = new DeadLetters(letters, metrics.registry(), settings.meters());
        List<TopicFollower<?>> followers = followers(deadLetters);
        List<Thread> threads = Stream.concat(
                        followers.stream().map(follower -> working(follower.name(), follower)),
                        members.stream()
                                .map(member ->
                                        working(member.name(), () -> member.run(() -> clients.member(member.group())))))
                .toList();
        Open opened = new Open(publisher, followers, admin);
        open = opened;
        log.atInfo().log("topics are fit, records can be published");
        try {
            threads.forEach(Thread::start);
            closed.await();
        } catch (InterruptedException e) {
            // Only close interrupts this thread, and its work ends here.
            closed.countDown();
        } finally {
            opened.closeFollowers();
            members.forEach(GroupMember::close);
            threads.forEach(this::join);
            publisher.close();
            letters.close(settings.publishing().timeout());
            admin.close(Duration.ZERO);
        }
    }

    private List<TopicFollower<?>> followers(DeadLetters deadLetters) {
        return followed.stream()
                .<TopicFollower<?>>map(what -> new TopicFollower<>(what, clients::follower, deadLetters, clock))
                .toList();
    }

    private Thread working(String name, Runnable work) {
        return daemon(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException | Error e) {
                        broken(e);
                    }
                },
                name);
    }

    private Thread daemon(Runnable work, String name) {
        Thread daemon = new Thread(work, settings.meters() + "-" + name);
        daemon.setDaemon(true);
        return daemon;
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

    /** The health of each followed topic: fails while it is not read, not read completely, or its store had to remove values. */
    public List<Component> followers() {
        return IntStream.range(0, followed.size())
                .mapToObj(index -> Component.of(followed.get(index).name(), () -> check(index)))
                .toList();
    }

    private CheckResult check(int index) {
        Open now = open;
        if (now == null) {
            return CheckResult.failed("the topics are not checked yet");
        }
        CheckResult reading = now.followers.get(index).check();
        return reading.isOk() ? followed.get(index).store().check() : reading;
    }

    /** Waits for the records that are being published, within the producer's own limit. */
    @Override
    public void close() {
        closed.countDown();
        if (open == null) {
            thread.interrupt();
        }
        join(thread);
    }

    private void join(Thread ending) {
        try {
            ending.join(settings.publishing().timeout().plus(PAUSE).toMillis());
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
