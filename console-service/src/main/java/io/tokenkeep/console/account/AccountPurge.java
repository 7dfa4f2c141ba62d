package io.tokenkeep.console.account;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the bytes of deleted accounts out of an index within the hour, because they are personal data. Any thread may close it. */
public final class AccountPurge implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AccountPurge.class);

    /** An account is purged so long after its deletion at the latest, and the index written anew no more often. */
    private static final Duration PERIOD = Duration.ofMinutes(30);

    private final Vertx vertx;
    private final Index index;
    private final long timer;

    /** An index of accounts, or of something of theirs. */
    @FunctionalInterface
    private interface Index {
        void purge() throws IOException;
    }

    public static AccountPurge of(Vertx vertx, AccountIndex index) {
        return new AccountPurge(vertx, index::purge);
    }

    public static AccountPurge of(Vertx vertx, EventIndex index) {
        return new AccountPurge(vertx, index::purge);
    }

    private AccountPurge(Vertx vertx, Index index) {
        this.vertx = vertx;
        this.index = index;
        this.timer = vertx.setPeriodic(PERIOD.toMillis(), tick -> purge());
    }

    private void purge() {
        vertx.executeBlocking(
                        () -> {
                            index.purge();
                            return null;
                        },
                        false)
                .onFailure(failure -> log.atWarn()
                        .addKeyValue("failure", failure.getClass().getSimpleName())
                        .log("the bytes of deleted accounts are not out of the index yet, trying again"));
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
    }
}
