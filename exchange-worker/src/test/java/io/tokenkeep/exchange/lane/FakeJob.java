package io.tokenkeep.exchange.lane;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A job whose attempts end when and how its test says. */
final class FakeJob implements Job {

    private final String key;
    private final List<Promise<Verdict>> attempts = new CopyOnWriteArrayList<>();

    FakeJob(String key) {
        this.key = key;
    }

    int attempts() {
        return attempts.size();
    }

    boolean isRunning() {
        return attempts() > 0 && !last().future().isComplete();
    }

    void end(Verdict verdict) {
        last().complete(verdict);
    }

    void fail(Throwable failure) {
        last().fail(failure);
    }

    private Promise<Verdict> last() {
        return attempts.get(attempts.size() - 1);
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public Future<Verdict> attempt() {
        Promise<Verdict> attempt = Promise.promise();
        attempts.add(attempt);
        return attempt.future();
    }
}
