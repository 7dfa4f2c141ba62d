package io.tokenkeep.exchange.lane;

import io.tokenkeep.exchange.kafka.Delivery;
import io.tokenkeep.exchange.kafka.LaneWork;
import io.tokenkeep.exchange.rate.Admission;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Runs the jobs of one lane on one event loop: in order per key, a bounded number at a time, shared fairly between apps and
 * their sources. A job in the backlog holds neither a permit nor a place in the queue, so others pass it. The backlog holds
 * jobs that wait, jobs behind another of their key, and jobs whose app has its share of permits or may not call now. The poll
 * thread hands in records and asks for room; all else runs on the event loop.
 */
public final class Lane implements LaneWork {

    /** At this lag everybody waits for the event loop. In 8 ms it serves some hundred calls. */
    private static final long SHRINK_LAG = TimeUnit.MILLISECONDS.toNanos(8);

    private static final long GROW_LAG = SHRINK_LAG / 2;

    private final Vertx vertx;
    private final Context context;
    private final LaneLimits limits;
    private final Admission admission;
    private final FairShares shares;
    private final ConcurrencyLimit limit;
    private final Function<Delivery, Job> jobs;
    private final Consumer<Throwable> mistake;
    private final LongSupplier nanoTime;
    private final LaneCounts counts = new LaneCounts();
    private final KeyOrder keys = new KeyOrder();
    private final ReadyTasks ready;
    private final BacklogLimit backlogLimit;
    private final Set<Task> waiting = new HashSet<>();
    private final Map<TopicPartition, AtomicInteger> working = new ConcurrentHashMap<>();
    private long accepted;
    private int workingWithoutCall;
    private boolean dispatching;
    private boolean wanted;

    /**
     * @param context the event loop of the jobs
     * @param jobs makes the job of a record, on that event loop
     * @param mistake called when a job fails in a way that it should not; the service should then end
     * @param nanoTime a monotonic clock, as {@link System#nanoTime()}
     */
    public Lane(
            Vertx vertx,
            Context context,
            LaneLimits limits,
            Sharing sharing,
            Function<Delivery, Job> jobs,
            Consumer<Throwable> mistake,
            LongSupplier nanoTime) {
        this.vertx = vertx;
        this.context = context;
        this.limits = limits;
        this.admission = sharing.admission();
        this.shares = new FairShares(sharing.severalApps());
        this.backlogLimit = new BacklogLimit(limits, counts, admission);
        this.ready = new ReadyTasks(shares, nanoTime);
        this.limit = new ConcurrencyLimit(limits.concurrency(), GROW_LAG, SHRINK_LAG);
        this.jobs = jobs;
        this.mistake = mistake;
        this.nanoTime = nanoTime;
        EventLoopLag.measure(vertx, context, nanoTime, this::adapt);
    }

    @Override
    public void accept(Delivery delivery) {
        counts.accepted();
        long now = nanoTime.getAsLong();
        context.runOnContext(nothing -> begin(delivery, now));
    }

    @Override
    public boolean hasRoom(TopicPartition partition) {
        return !isFull() && counts.outstanding() - counts.backlog() < limits.queue();
    }

    @Override
    public boolean isWorking(TopicPartition partition) {
        AtomicInteger count = working.get(partition);
        return count != null && count.get() > 0;
    }

    @Override
    public void revoked(Collection<TopicPartition> partitions) {
        context.runOnContext(nothing -> List.copyOf(waiting).stream()
                .filter(task -> !task.delivery().ownership().acceptsWork())
                .forEach(task -> {
                    vertx.cancelTimer(task.timer());
                    wake(task);
                }));
    }

    /** Whether the backlog is full, so that no more records are taken. Any thread. */
    public boolean isFull() {
        return backlogLimit.isFull();
    }

    /** The records that the lane has taken on. Any thread. */
    public LaneCounts counts() {
        return counts;
    }

    /** Permits an app has. Any thread. */
    public int permits(String app) {
        return shares.permits(app);
    }

    private void begin(Delivery delivery, long acceptedAt) {
        try {
            enqueue(new Task(delivery, jobs.apply(delivery), acceptedAt, accepted++));
        } catch (RuntimeException | Error e) {
            mistake.accept(e);
        }
    }

    private void enqueue(Task task) {
        AppQueue app = shares.of(task.job().app());
        backlogLimit.check(app, task.job());
        app.accepted();
        if (keys.add(task)) {
            ready.add(task);
            dispatch();
        } else {
            counts.behind(1);
        }
    }

    /** Many jobs end in the moment in which they start. Then the loop that started them continues, on the same stack. */
    private void dispatch() {
        if (dispatching) {
            return;
        }
        dispatching = true;
        try {
            Task task;
            while (workingWithoutCall < limits.concurrency() && (task = ready.nextWithoutCall()) != null) {
                start(task, withoutCall());
            }
            AppQueue queue;
            while ((queue = shares.next(limit.limit())) != null) {
                long wait = admission.waitNanos(queue.app());
                if (wait > 0) {
                    throttle(queue, wait);
                } else {
                    start(ready.next(queue), take(queue));
                }
            }
        } finally {
            dispatching = false;
        }
        tally();
    }

    private void throttle(AppQueue queue, long nanos) {
        queue.throttled(true);
        vertx.setTimer(
                Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)),
                id -> context.runOnContext(n -> {
                    queue.throttled(false);
                    dispatch();
                }));
    }

    /** Counts the jobs that could not start: some are blocked, others need a permit. */
    private void tally() {
        int blocked = 0;
        long oldest = LaneCounts.NONE;
        for (AppQueue queue : shares.all()) {
            Task head = queue.first();
            if (head != null) {
                blocked += shares.isBlocked(queue, limit.limit()) ? queue.ready() : 0;
                wanted |= !queue.throttled();
                oldest = oldest == LaneCounts.NONE || head.acceptedAt() - oldest < 0 ? head.acceptedAt() : oldest;
            }
        }
        counts.left(blocked, oldest);
        backlogLimit.logIfFull();
    }

    private void adapt(long lag) {
        limit.passed(lag, wanted);
        counts.limit(limit.limit());
        wanted = false;
        ready.passed();
        dispatch();
    }

    private void start(Task task, Permit permit) {
        AtomicInteger count = working.computeIfAbsent(partition(task), p -> new AtomicInteger());
        // Counted before the check, so a thread that gives the partition up either sees the job or stops it.
        count.incrementAndGet();
        Future<JobResult> attempt = task.delivery().ownership().acceptsWork()
                ? attempt(task.job(), permit)
                : Future.succeededFuture(JobResult.DROPPED);
        attempt.onComplete(result -> {
            permit.giveBack();
            if (result.failed()) {
                mistake.accept(result.cause());
            }
            complete(task, result.failed() ? JobResult.DROPPED : result.result());
            count.decrementAndGet();
            dispatch();
        });
    }

    private Permit take(AppQueue app) {
        shares.take(app);
        return once(() -> shares.giveBack(app));
    }

    /** A job without a call needs no permit to call. These jobs have a bound of their own, because they publish. */
    private Permit withoutCall() {
        workingWithoutCall++;
        return once(() -> workingWithoutCall--);
    }

    private Permit once(Runnable giveBack) {
        AtomicBoolean back = new AtomicBoolean();
        return () -> {
            if (back.compareAndSet(false, true)) {
                giveBack.run();
                dispatch();
            }
        };
    }

    private static Future<JobResult> attempt(Job job, Permit permit) {
        try {
            return job.attempt(permit);
        } catch (RuntimeException | Error e) {
            return Future.failedFuture(e);
        }
    }

    private void complete(Task task, JobResult result) {
        result.match(
                () -> {
                    task.delivery().finish();
                    end(task);
                },
                after -> {
                    if (task.delivery().ownership().acceptsWork()) {
                        park(task, after);
                    } else {
                        end(task);
                    }
                },
                () -> end(task));
    }

    private void end(Task task) {
        counts.ended();
        shares.of(task.job().app()).ended();
        Task next = keys.end(task);
        if (next != null) {
            counts.behind(-1);
            ready.add(next);
        }
    }

    private void park(Task task, Duration time) {
        waiting.add(task);
        counts.waiting(1);
        task.timer(vertx.setTimer(Math.max(1, time.toMillis()), id -> context.runOnContext(n -> wake(task))));
    }

    private void wake(Task task) {
        if (waiting.remove(task)) {
            counts.waiting(-1);
            ready.add(task);
            dispatch();
        }
    }

    private static TopicPartition partition(Task task) {
        return new TopicPartition(
                task.delivery().record().topic(), task.delivery().record().partition());
    }
}
