package io.tokenkeep.exchange.lane;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A job whose attempts end when and how its test says, on the event loop as real ones do. */
final class FakeJob implements Job {

    private final String key;
    private final String app;
    private final String source;
    private final List<Promise<JobResult>> attempts = new CopyOnWriteArrayList<>();
    private volatile @Nullable Context loop;
    private volatile @Nullable Permit permit;

    FakeJob(String key) {
        this(key, "app");
    }

    FakeJob(String key, String app) {
        this(key, app, "");
    }

    FakeJob(String key, String app, String source) {
        this.key = key;
        this.app = app;
        this.source = source;
    }

    int attempts() {
        return attempts.size();
    }

    boolean isRunning() {
        return attempts() > 0 && !last().future().isComplete();
    }

    void end(JobResult result) {
        onLoop(() -> last().complete(result));
    }

    void givePermitBack() {
        onLoop(() -> Objects.requireNonNull(permit).giveBack());
    }

    void fail(Throwable failure) {
        onLoop(() -> last().fail(failure));
    }

    private void onLoop(Runnable ending) {
        Context context = loop;
        if (context == null) {
            throw new IllegalStateException("no attempt has begun");
        }
        context.runOnContext(nothing -> ending.run());
    }

    private Promise<JobResult> last() {
        return attempts.get(attempts.size() - 1);
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public String app() {
        return app;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public Future<JobResult> attempt(Permit permit) {
        Promise<JobResult> attempt = Promise.promise();
        loop = Vertx.currentContext();
        this.permit = permit;
        attempts.add(attempt);
        return attempt.future();
    }
}
