package io.tokenkeep.console.account;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.kit.broker.RecordPublisher;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Future;
import java.time.InstantSource;

/**
 * Writes actions on accounts as commands. refresh-worker carries each out, and answers with one event ACTION_ENDED that has its
 * {@code requestId}. Writes no entry of the audit: whoever calls this has written one before. Thread-safe.
 */
public final class AccountCommands {

    private final RecordPublisher publisher;
    private final InstantSource clock;

    public AccountCommands(RecordPublisher publisher, InstantSource clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    /**
     * Writes one command; succeeds when Kafka has acknowledged it.
     *
     * @param requestId the same for each repetition of a request; one of many that belong together has a dot in it
     * @param account a key as {@code <app>:<accountId>}
     * @param behindDue whether it waits until nothing else of the app is due, as one of many
     */
    public Future<Void> write(String requestId, String account, AccountAction action, boolean behindDue) {
        return publisher.publish(Topics.ACCOUNT_COMMANDS.record(
                account,
                AccountCommand.newBuilder()
                        .setRequestId(requestId)
                        .setAccount(account)
                        .setKind(action.command())
                        .setRequestedAt(clock.instant())
                        .setBehindDue(behindDue)
                        .build()));
    }
}
