package io.tokenkeep.console.bulk;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.BulkRecord;
import io.tokenkeep.avro.BulkStep;
import io.tokenkeep.console.account.AccountIndex;
import io.tokenkeep.kit.broker.RecordPublisher;
import io.tokenkeep.kit.follow.GroupMember;
import io.tokenkeep.kit.table.Position;
import io.tokenkeep.topic.Topics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the commands of the bulk actions whose partition this instance owns, a part at a time, and writes after each part how far it came.
 * The next owner goes on there; what was sent and not noted is sent again, as the same command. Any thread may close it.
 */
public final class BulkRunner implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BulkRunner.class);

    private static final long TICK_MILLIS = 200;
    /** After a failure. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** Fewer than may be on their way to Kafka. */
    private static final int PART = 100;

    private final Vertx vertx;
    private final Parts parts;
    private final long timer;
    private final AtomicBoolean sending = new AtomicBoolean();
    private volatile Instant again = Instant.MIN;

    /**
     * What it reads and writes.
     *
     * @param resultsRead whether all answers were read that were there at the start
     * @param window how many commands of an app may wait for their answer
     */
    public record Parts(
            BulkActions bulks,
            BooleanSupplier resultsRead,
            GroupMember member,
            AccountIndex index,
            BulkWriter writer,
            RecordPublisher publisher,
            int window,
            InstantSource clock) {}

    public BulkRunner(Vertx vertx, Parts parts) {
        this.vertx = vertx;
        this.parts = parts;
        this.timer = vertx.setPeriodic(TICK_MILLIS, tick -> tick());
    }

    private void tick() {
        boolean ready = parts.bulks().caughtUp()
                && parts.resultsRead().getAsBoolean()
                && parts.index().isReady();
        if (!ready || parts.clock().instant().isBefore(again) || !sending.compareAndSet(false, true)) {
            return;
        }
        vertx.executeBlocking(() -> parts.bulks().due(parts.window(), PART, this::isOwned), false)
                .compose(due -> send(due.iterator()))
                .onFailure(failure -> {
                    again = parts.clock().instant().plus(PAUSE);
                    log.atWarn()
                            .addKeyValue("failure", failure.getClass().getSimpleName())
                            .log("commands of a bulk action were not sent, trying again");
                })
                .onComplete(done -> sending.set(false));
    }

    /** Only who has read all that the owner before wrote knows where to go on. */
    private boolean isOwned(int partition) {
        OptionalLong end = parts.member().ownedSince(partition);
        return end.isPresent()
                && parts.bulks()
                        .read()
                        .isReached(new Position(Topics.BULK_ACTIONS.name(), partition, end.getAsLong() - 1));
    }

    private Future<Void> send(Iterator<BulkPart> due) {
        return due.hasNext() ? send(due.next()).compose(sent -> send(due)) : Future.succeededFuture();
    }

    private Future<Void> send(BulkPart part) {
        return vertx.executeBlocking(
                        () -> parts.index().seen(part.accounts(), part.scope().caller()), false)
                .compose(seen -> commands(part, seen).compose(sent -> note(part, seen)));
    }

    private Future<Void> commands(BulkPart part, Set<String> seen) {
        List<Future<Void>> commands = new ArrayList<>();
        for (int i = 0; i < part.accounts().size(); i++) {
            String account = part.accounts().get(i);
            if (seen.contains(account)) {
                commands.add(parts.publisher()
                        .publish(Topics.ACCOUNT_COMMANDS.record(
                                account,
                                AccountCommand.newBuilder()
                                        .setRequestId(part.requestId(i))
                                        .setAccount(account)
                                        .setKind(part.command())
                                        .setRequestedAt(parts.clock().instant())
                                        .setBehindDue(true)
                                        .build())));
            }
        }
        return Future.join(commands).mapEmpty();
    }

    private Future<Void> note(BulkPart part, Set<String> seen) {
        List<Integer> skipped = new ArrayList<>();
        for (int i = 0; i < part.accounts().size(); i++) {
            if (!seen.contains(part.accounts().get(i))) {
                skipped.add(part.first() + i);
            }
        }
        BulkRecord sent = parts.writer()
                .step(part.bulkId(), BulkStep.SENT)
                .setUpTo(part.end())
                .setSkipped(skipped)
                .build();
        return parts.writer().write(sent);
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
    }
}
