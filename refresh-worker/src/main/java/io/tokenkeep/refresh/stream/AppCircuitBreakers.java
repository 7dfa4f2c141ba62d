package io.tokenkeep.refresh.stream;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.avro.AppPart;
import io.tokenkeep.avro.AppStatus;
import io.tokenkeep.avro.LinkKind;
import io.tokenkeep.avro.RefreshWorkerLink;
import io.tokenkeep.refresh.account.AccountUpdate;
import io.tokenkeep.refresh.account.Links;
import io.tokenkeep.refresh.account.Refusal;
import io.tokenkeep.refresh.policy.AppCircuitBreaker;
import io.tokenkeep.refresh.policy.AppCircuitState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The circuit breakers of all apps, from the view of one task. An app has one circuit breaker for all partitions. The task that
 * owns the partition of the key {@code <app>:breaker} keeps it, and publishes it on {@code app-status}. The other tasks send it
 * the provider's answers, and receive its state. One task's thread uses it.
 */
final class AppCircuitBreakers {

    private static final Logger log = LoggerFactory.getLogger(AppCircuitBreakers.class);
    private static final String NAME = "breaker";
    private static final String PART = "breaker";

    /** A task reports successes, and asks for the state of an open circuit breaker, at most this often. */
    private static final Duration REPORTED_EVERY = Duration.ofSeconds(1);

    private static final Duration ASKED_EVERY = Duration.ofSeconds(10);

    private final TaskMetadata metadata;
    private final Outputs outputs;
    private final AccountKey task;
    private final CircuitBreakerFormat format = new CircuitBreakerFormat();
    private final Map<String, AppCircuitBreaker> owned = new TreeMap<>();
    private final Map<String, byte[]> kept = new HashMap<>();
    private final Map<String, AppStatus> published = new HashMap<>();
    private final Set<String> appsRead = new HashSet<>();
    private final Map<String, AppCircuitState> announced = new TreeMap<>();
    private final Map<String, Integer> successes = new TreeMap<>();
    private Instant reportedAt = Instant.MIN;
    private Instant askedAt = Instant.MIN;
    private boolean taskRead;

    /** @param task a key of no account, in this task's partition */
    AppCircuitBreakers(TaskMetadata metadata, Outputs outputs, AccountKey task) {
        this.metadata = metadata;
        this.outputs = outputs;
        this.task = task;
        metadata.ofApps(NAME).forEach((app, bytes) -> {
            AppCircuitBreaker.Memory memory = format.read(bytes);
            AppCircuitBreaker breaker = new AppCircuitBreaker(memory);
            owned.put(app, breaker);
            kept.put(app, bytes);
            // The kept state was published in the same transaction.
            published.put(app, status(app, breaker, memory.refused().size()));
        });
    }

    /** Whether a message under this key is for a circuit breaker or for a task, and not for an account. */
    static boolean isAddressed(AccountKey key) {
        return key.accountId().equals(PART) || key.app().equals(Sweep.NOBODY);
    }

    /**
     * The state that this task knows of an app's circuit breaker. It may be seconds old, so a death is asked for all the same.
     */
    AppCircuitState of(String app) {
        AppCircuitBreaker own = owned.get(app);
        return own == null ? announced.getOrDefault(app, AppCircuitState.CLOSED) : own.state();
    }

    /** The apps whose circuit breaker is open, as far as this task knows. */
    List<String> open() {
        return Stream.concat(owned.keySet().stream(), announced.keySet().stream())
                .distinct()
                .filter(app -> of(app).open())
                .sorted()
                .toList();
    }

    /** Reports what the provider answered about an account of the app. */
    void answered(String app, AccountUpdate update) {
        if (update.succeeded()) {
            successes.merge(app, 1, Integer::sum);
        }
        Refusal refusal = update.refusal();
        if (refusal != null) {
            Integer before = successes.remove(app);
            String breaker = new AccountKey(app, PART).toString();
            outputs.link(new AccountUpdate.Link(
                    breaker, Links.refusal(update.key(), refusal, before == null ? 0 : before, update.now())));
        }
    }

    /** Reads a message under a key that {@link #isAddressed}; null removes an earlier message. */
    void read(AccountKey key, @Nullable RefreshWorkerLink link, Instant now) {
        if (link == null) {
            return;
        }
        if (key.app().equals(Sweep.NOBODY)) {
            taskRead = true;
            if (link.getKind() == LinkKind.APP_ANSWER && !link.getTargets().isEmpty()) {
                announced.put(link.getTargets().get(0), Links.state(link));
            }
            return;
        }
        appsRead.add(key.app());
        AppCircuitBreaker breaker =
                owned.computeIfAbsent(key.app(), app -> new AppCircuitBreaker(AppCircuitBreaker.Memory.EMPTY));
        breaker.succeeded(link.getSuccesses(), now);
        List<String> targets = link.getTargets();
        if (link.getKind() == LinkKind.APP_REFUSAL && targets.size() > 1) {
            breaker.refused(targets.get(1), now);
        }
        boolean asked = link.getKind() == LinkKind.APP_COUNTS || link.getCommandId() != null;
        if (asked && !targets.isEmpty()) {
            outputs.link(new AccountUpdate.Link(
                    targets.get(0), Links.appAnswer(key.app(), link.getCommandId(), breaker.state(), now)));
        }
        keep(key.app(), breaker);
        publish(key.app(), breaker, now, false);
    }

    void tick(Instant now) {
        owned.forEach((app, breaker) -> {
            breaker.tick(now);
            keep(app, breaker);
            publish(app, breaker, now, true);
        });
        appsRead.forEach(app -> outputs.link(new AccountUpdate.Link(new AccountKey(app, PART).toString(), null)));
        appsRead.clear();
        if (taskRead) {
            taskRead = false;
            outputs.link(new AccountUpdate.Link(task.toString(), null));
        }
        announce(now);
    }

    /** Asks for the state of an open circuit breaker even without anything to report, because it may be closed now. */
    private void announce(Instant now) {
        if (now.isBefore(reportedAt.plus(REPORTED_EVERY)) && !now.isBefore(reportedAt)) {
            return;
        }
        reportedAt = now;
        if (!now.isBefore(askedAt.plus(ASKED_EVERY)) || now.isBefore(askedAt)) {
            askedAt = now;
            announced.forEach((app, state) -> {
                if (state.open()) {
                    successes.putIfAbsent(app, 0);
                }
            });
        }
        successes.forEach((app, count) -> outputs.link(new AccountUpdate.Link(
                new AccountKey(app, PART).toString(), Links.appCounts(task.toString(), count, now))));
        successes.clear();
    }

    private void keep(String app, AppCircuitBreaker breaker) {
        byte[] bytes = format.write(breaker.memory());
        byte[] before = kept.put(app, bytes);
        if (!Arrays.equals(before, bytes)) {
            metadata.put(NAME, app, bytes);
        }
    }

    /** Opening and closing is published at once; the number of refused persons with the next tick. */
    private void publish(String app, AppCircuitBreaker breaker, Instant now, boolean all) {
        AppCircuitState state = breaker.state();
        AppStatus before = published.get(app);
        boolean toAnnounce = before == null
                || before.getOpen() != state.open()
                || !Objects.equals(before.getTrustedSince(), state.trustedSince())
                || (all && before.getPersonsRefused() != breaker.personsRefused(now));
        if (toAnnounce) {
            AppStatus status = AppStatus.newBuilder(status(app, breaker, breaker.personsRefused(now)))
                    .setChangedAt(now)
                    .build();
            outputs.appStatus(new AccountKey(app, PART).toString(), status);
            published.put(app, status);
            say(app, before != null && before.getOpen(), state.open());
        }
    }

    private static AppStatus status(String app, AppCircuitBreaker breaker, int personsRefused) {
        AppCircuitState state = breaker.state();
        return AppStatus.newBuilder()
                .setApp(app)
                .setPart(AppPart.BREAKER)
                .setOpen(state.open())
                .setOpenSince(breaker.openSince())
                .setTrustedSince(state.trustedSince())
                .setPersonsRefused(personsRefused)
                .setChangedAt(Instant.EPOCH)
                .build();
    }

    private static void say(String app, boolean wasOpen, boolean isOpen) {
        if (isOpen && !wasOpen) {
            log.atError()
                    .addKeyValue("app", app)
                    .log(
                            "circuit breaker opened: too many persons of the app are refused at once, so the cause is the provider or the app");
        } else if (wasOpen && !isOpen) {
            log.atWarn().addKeyValue("app", app).log("circuit breaker closed: calls of the app succeed again");
        }
    }
}
