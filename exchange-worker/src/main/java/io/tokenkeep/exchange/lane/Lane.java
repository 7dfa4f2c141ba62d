package io.tokenkeep.exchange.lane;

import io.tokenkeep.exchange.kafka.Delivery;
import io.tokenkeep.exchange.kafka.LaneWork;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the jobs of one lane on one event loop: in order per key, a bounded number at a time. A job that must wait holds
 * neither permit nor queue place, so others pass it. The poll thread hands records in and asks for room; everything else
 * happens on the event loop.
 */
public final class Lane implements LaneWork {

    /**
     * A cold process that takes on hundreds of calls at once is too slow for their time-outs, and an answer that comes too
     * late is lost. So it begins with a few at a time and takes one more with each that is done.
     */
    private static final int SLOW_START = 16;

    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    private final Vertx vertx;
    private final Context context;
    private final LaneLimits limits;
    private final Function<Delivery, Job> jobs;
    private final Consumer<Throwable> mistake;
    private final Map<String, Deque<Task>> keys = new HashMap<>();
    private final Deque<Task> ready = new ArrayDeque<>();
    private final Set<Task> waiting = new HashSet<>();
    private final AtomicInteger outstanding = new AtomicInteger();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final Map<TopicPartition, AtomicInteger> working = new ConcurrentHashMap<>();
    private int permitsInUse;
    private int permits;
    private boolean dispatching;
    private boolean fullTold;

    private static final class Task {
        final Delivery delivery;
        final Job job;
        long timer;

        Task(Delivery delivery, Job job) {
            this.delivery = delivery;
            this.job = job;
        }
    }

    /**
     * @param context the event loop the jobs run on
     * @param jobs makes the job of a record, on that event loop
     * @param mistake told when a job fails in a way it should not; the service should end
     */
    public Lane(
            Vertx vertx,
            Context context,
            LaneLimits limits,
            Function<Delivery, Job> jobs,
            Consumer<Throwable> mistake) {
        this.vertx = vertx;
        this.context = context;
        this.limits = limits;
        this.jobs = jobs;
        this.mistake = mistake;
        this.permits = Math.min(SLOW_START, limits.concurrency());
    }

    @Override
    public void accept(Delivery delivery) {
        outstanding.incrementAndGet();
        context.runOnContext(nothing -> begin(delivery));
    }

    @Override
    public boolean hasRoom(TopicPartition partition) {
        return !isFull() && outstanding.get() - waitingCount.get() < limits.queue();
    }

    @Override
    public boolean isWorking(TopicPartition partition) {
        AtomicInteger count = working.get(partition);
        return count != null && count.get() > 0;
    }

    @Override
    public void gone(Collection<TopicPartition> partitions) {
        context.runOnContext(nothing -> List.copyOf(waiting).stream()
                .filter(task -> !task.delivery.ownership().acceptsWork())
                .forEach(task -> {
                    vertx.cancelTimer(task.timer);
                    wake(task);
                }));
    }

    /** Jobs that wait for a later attempt. Any thread. */
    public int waiting() {
        return waitingCount.get();
    }

    /** Whether so many wait that no more records are taken. Any thread. */
    public boolean isFull() {
        return waitingCount.get() >= limits.waiting();
    }

    /** Jobs that have been taken on and are neither done nor dropped. Any thread. */
    public int outstanding() {
        return outstanding.get();
    }

    private void begin(Delivery delivery) {
        try {
            enqueue(new Task(delivery, jobs.apply(delivery)));
        } catch (RuntimeException | Error e) {
            mistake.accept(e);
        }
    }

    private void enqueue(Task task) {
        Deque<Task> queue = keys.computeIfAbsent(task.job.key(), key -> new ArrayDeque<>());
        queue.add(task);
        if (queue.size() == 1) {
            ready.add(task);
            dispatch();
        }
    }

    /** Many a job ends in the moment it starts; the loop that started it goes on with the next, on the same stack. */
    private void dispatch() {
        if (dispatching) {
            return;
        }
        dispatching = true;
        try {
            while (permitsInUse < permits && !ready.isEmpty()) {
                start(ready.poll());
            }
        } finally {
            dispatching = false;
        }
    }

    private void start(Task task) {
        AtomicInteger count = working.computeIfAbsent(partition(task), p -> new AtomicInteger());
        // Counted before asking, so that whoever gives the partition up either sees it or stops it.
        count.incrementAndGet();
        permitsInUse++;
        Future<Verdict> attempt =
                task.delivery.ownership().acceptsWork() ? attempt(task.job) : Future.succeededFuture(Verdict.DROPPED);
        attempt.onComplete(result -> {
            permitsInUse--;
            if (result.failed()) {
                mistake.accept(result.cause());
            }
            settle(task, result.failed() ? Verdict.DROPPED : result.result());
            count.decrementAndGet();
            dispatch();
        });
    }

    private static Future<Verdict> attempt(Job job) {
        try {
            return job.attempt();
        } catch (RuntimeException | Error e) {
            return Future.failedFuture(e);
        }
    }

    private void settle(Task task, Verdict verdict) {
        if (verdict instanceof Verdict.Again again && task.delivery.ownership().acceptsWork()) {
            park(task, again.after());
            return;
        }
        if (verdict instanceof Verdict.Done) {
            task.delivery.finish();
            permits = Math.min(permits + 1, limits.concurrency());
        }
        outstanding.decrementAndGet();
        Deque<Task> queue = keys.getOrDefault(task.job.key(), new ArrayDeque<>());
        queue.poll();
        Task next = queue.peek();
        if (next == null) {
            keys.remove(task.job.key());
        } else {
            ready.add(next);
        }
    }

    private void park(Task task, Duration time) {
        waiting.add(task);
        if (waitingCount.incrementAndGet() == limits.waiting() && !fullTold) {
            fullTold = true;
            log.atWarn()
                    .addKeyValue("waiting", limits.waiting())
                    .log("no more records are read until some have passed");
        }
        task.timer = vertx.setTimer(Math.max(1, time.toMillis()), id -> context.runOnContext(n -> wake(task)));
    }

    private void wake(Task task) {
        if (waiting.remove(task)) {
            // Told again only after it had emptied a good deal, not at each one that goes and comes back.
            fullTold &= waitingCount.decrementAndGet() > limits.waiting() / 2;
            ready.add(task);
            dispatch();
        }
    }

    private static TopicPartition partition(Task task) {
        return new TopicPartition(
                task.delivery.record().topic(), task.delivery.record().partition());
    }
}
