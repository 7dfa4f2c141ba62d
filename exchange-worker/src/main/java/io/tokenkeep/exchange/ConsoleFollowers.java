package io.tokenkeep.exchange;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokenkeep.exchange.confirm.WaitingAccounts;
import io.tokenkeep.exchange.consent.ConnectLinks;
import io.tokenkeep.exchange.kafka.Clients;
import io.tokenkeep.kit.follow.DeadLetters;
import io.tokenkeep.kit.follow.Followed;
import io.tokenkeep.kit.follow.StoreMeters;
import io.tokenkeep.kit.follow.TopicFollower;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.health.Component;
import io.tokenkeep.kit.rule.ClientRuleTable;
import io.tokenkeep.topic.TopicNames;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Follows the topics that come with console-service, each on a thread of its own: connect links, their uses, client rules, and the
 * accounts of consents that wait for a confirmation. Every worker reads all of each, in no group.
 */
final class ConsoleFollowers implements AutoCloseable {

    static final Duration CLOSING = Duration.ofSeconds(5);

    private final List<Followed<?>> followed;
    private final List<TopicFollower<?>> followers;
    private final Producer<byte[], byte[]> letters;
    private final List<Thread> threads = new ArrayList<>();

    /** Reads nothing; {@link #start} does. */
    ConsoleFollowers(
            ConnectLinks links,
            ClientRuleTable rules,
            WaitingAccounts waiting,
            Clients clients,
            TopicNames names,
            InstantSource clock,
            MeterRegistry registry) {
        this.followed = List.of(
                links.table().followed(names),
                links.uses().followed(names),
                rules.followed(names),
                waiting.followed(names));
        this.letters = clients.letters();
        DeadLetters deadLetters = new DeadLetters(letters, registry, "exchange");
        this.followers = followed.stream()
                .<TopicFollower<?>>map(what -> new TopicFollower<>(what, clients::reader, deadLetters, clock))
                .toList();
        StoreMeters.register("exchange.connect.links", links.table().table(), registry);
        StoreMeters.register("exchange.connect.link.uses", links.uses(), registry);
        StoreMeters.register("exchange.client.rules", rules.table(), registry);
        StoreMeters.register("exchange.waiting.accounts", waiting, registry);
    }

    /** @param mistake called with a failure that no follower should have */
    void start(Consumer<Throwable> mistake) {
        for (TopicFollower<?> follower : followers) {
            Thread thread = new Thread(() -> run(follower, mistake), "exchange-" + follower.name());
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private static void run(TopicFollower<?> follower, Consumer<Throwable> mistake) {
        try {
            follower.run();
        } catch (RuntimeException | Error e) {
            // Without this thread, a revoked link or a deleted rule would count on.
            mistake.accept(e);
        }
    }

    /** The health of each topic: fails while it is not read, not read completely, or its store is full. */
    List<Component> components() {
        List<Component> components = new ArrayList<>();
        for (int i = 0; i < followed.size(); i++) {
            TopicFollower<?> follower = followers.get(i);
            Followed<?> what = followed.get(i);
            components.add(Component.of(what.name(), () -> check(follower, what)));
        }
        return components;
    }

    private static CheckResult check(TopicFollower<?> follower, Followed<?> what) {
        CheckResult reading = follower.check();
        return reading.isOk() ? what.store().check() : reading;
    }

    /** Ends the threads, then the producer of their dead letters. */
    @Override
    public void close() {
        followers.forEach(TopicFollower::close);
        threads.forEach(ConsoleFollowers::join);
        letters.close(CLOSING);
    }

    private static void join(Thread thread) {
        try {
            thread.join(CLOSING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
