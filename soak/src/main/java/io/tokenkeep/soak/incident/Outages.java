package io.tokenkeep.soak.incident;

import io.tokenkeep.soak.process.Patience;
import io.tokenkeep.soak.process.Stage;
import io.tokenkeep.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** Kills the broker and starts it again. An outage is over when every partition has a leader again. */
public final class Outages implements Source {

    private static final Duration SHORTEST = Duration.ofSeconds(4);
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final Duration BACK_LIMIT = Duration.ofMinutes(2);

    /** One time without a broker. */
    public record Outage(Instant begin, Instant end) {}

    private final Stage stage;
    private final List<Outage> outages = new CopyOnWriteArrayList<>();
    private CompletableFuture<Void> back = CompletableFuture.completedFuture(null);
    private @Nullable Instant begin;

    Outages(Stage stage) {
        this.stage = stage;
    }

    @Override
    public Optional<Duration> begin(Random random) {
        if (!back.isDone()) {
            return Optional.empty();
        }
        begin = Instant.now();
        try {
            stage.broker().kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.of(Source.between(random, SHORTEST, LONGEST));
    }

    @Override
    public void end() {
        Instant began = begin;
        try {
            stage.broker().restart();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        back = CompletableFuture.runAsync(() -> awaitLeaders(began == null ? Instant.now() : began), task -> {
            Thread thread = new Thread(task, "outage");
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** The outages that are over. */
    public List<Outage> all() {
        return outages;
    }

    /** Returns when the broker is back after the last outage. */
    void awaitBack() {
        back.join();
    }

    private void awaitLeaders(Instant began) {
        try (Admin admin = Admin.create(Map.of(
                "bootstrap.servers", stage.bootstrapServers(),
                "default.api.timeout.ms", "2000",
                "request.timeout.ms", "1500",
                "reconnect.backoff.max.ms", "200"))) {
            if (!Patience.of(BACK_LIMIT).until(() -> hasLeaders(admin))) {
                throw new IllegalStateException("the broker does not come back");
            }
            outages.add(new Outage(began, Instant.now()));
        }
    }

    private static boolean hasLeaders(Admin admin) throws InterruptedException {
        try {
            return admin
                    .describeTopics(Topics.catalogue().keySet())
                    .allTopicNames()
                    .get(3, TimeUnit.SECONDS)
                    .values()
                    .stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition -> partition.leader() != null);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
