package io.tokenkeep.console.assign;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.kit.broker.RecordPublisher;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Future;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Writes to which client an account belongs. refresh-worker follows, and keeps it with the account; a command about an account that is
 * not known yet waits there for a day. Thread-safe.
 */
final class Assignments {

    private final RecordPublisher publisher;
    private final InstantSource clock;

    Assignments(RecordPublisher publisher, InstantSource clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    /**
     * Writes one command; succeeds when Kafka has acknowledged it.
     *
     * @param requestId the same for each repetition of a request
     * @param account a key as {@code <app>:<accountId>}
     * @param client null for none
     */
    Future<Void> assign(String requestId, String account, @Nullable String client) {
        return publisher.publish(Topics.ACCOUNT_COMMANDS.record(
                account,
                AccountCommand.newBuilder()
                        .setRequestId(requestId)
                        .setAccount(account)
                        .setKind(AccountCommandKind.ASSIGN_CLIENT)
                        .setRequestedAt(clock.instant())
                        .setClient(client)
                        .build()));
    }
}
