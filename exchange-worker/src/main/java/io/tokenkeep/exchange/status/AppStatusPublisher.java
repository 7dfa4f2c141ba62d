package io.tokenkeep.exchange.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenkeep.avro.AppPart;
import io.tokenkeep.avro.AppProblem;
import io.tokenkeep.avro.AppStatus;
import io.tokenkeep.exchange.cooldown.Cooldown;
import io.tokenkeep.exchange.kafka.OwnedPartitions;
import io.tokenkeep.exchange.lane.LaneParts;
import io.tokenkeep.exchange.rate.AppRates;
import io.tokenkeep.kit.config.AppConfig;
import io.tokenkeep.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the state of each app's calls, as this instance sees it. Each key of {@code app-status} has one writer: the
 * instance that owns the partition of {@code refresh-commands} to which the key would belong. It writes changes, at most once a
 * second, and its whole view when it becomes the owner. Used on the command lane's event loop only.
 */
public final class AppStatusPublisher {

    private static final Duration APART = Duration.ofSeconds(1);

    /** The usage is published again when it has moved by this many points. */
    private static final int USAGE_STEP = 5;

    private final LaneParts parts;
    private final AppRates rates;
    private final OwnedPartitions owned;
    private final int partitions;
    private final Map<String, View> written = new HashMap<>();
    private final Set<String> onTheirWay = new HashSet<>();

    /** The part of an app's state that is published. */
    record View(
            @Nullable AppProblem problem,
            @Nullable Instant until,
            @Nullable Integer used) {

        boolean differsFrom(@Nullable View before) {
            return before == null
                    || problem != before.problem
                    || (until != null && !until.equals(before.until))
                    || (used != null && (before.used == null || Math.abs(used - before.used) >= USAGE_STEP));
        }
    }

    /**
     * A publisher that writes nothing before {@link #start}.
     *
     * @param partitions the number of partitions of {@code refresh-commands}
     */
    public AppStatusPublisher(LaneParts parts, AppRates rates, OwnedPartitions owned, int partitions) {
        this.parts = parts;
        this.rates = rates;
        this.owned = owned;
        this.partitions = partitions;
    }

    public void start() {
        parts.context().runOnContext(n -> parts.vertx().setPeriodic(APART.toMillis(), tick -> publishChanges()));
    }

    private void publishChanges() {
        for (String app : parts.apps().keySet()) {
            if (!owned.contains(partition(key(app), partitions))) {
                written.remove(app);
            } else if (!onTheirWay.contains(app)) {
                View now = view(app);
                if (now.differsFrom(written.get(app))) {
                    publish(app, now);
                }
            }
        }
    }

    private void publish(String app, View view) {
        AppConfig config = Objects.requireNonNull(parts.apps().get(app)).config();
        AppStatus status = AppStatus.newBuilder()
                .setApp(app)
                .setPart(AppPart.CALLS)
                .setProblem(view.problem())
                .setCoolingDownUntil(view.until())
                .setBudgetUsed(view.used())
                .setProvider(config.provider().id())
                .setApiVersion(config.apiVersion().orElse(null))
                .setChangedAt(parts.clock().instant())
                .build();
        onTheirWay.add(app);
        parts.publishing()
                .acknowledged(Topics.APP_STATUS.record(key(app), status))
                .onSuccess(acknowledged -> written.put(app, view))
                .onComplete(done -> onTheirWay.remove(app))
                .onFailure(parts.mistake()::accept);
    }

    private View view(String app) {
        // Anybody with three links can cause refusals of a redirect URI, so these refusals are not published.
        Optional<Cooldown> cooldown = parts.cooldowns().ofCalls(app);
        OptionalInt used = rates.usage(app);
        return new View(
                cooldown.map(Cooldown::problem).orElse(null),
                cooldown.map(Cooldown::until).orElse(null),
                used.isPresent() ? used.getAsInt() : null);
    }

    static String key(String app) {
        return app + ":calls";
    }

    /** The partition to which Kafka's default partitioner maps a key. */
    static int partition(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % partitions;
    }
}
