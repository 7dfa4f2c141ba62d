package io.tokenkeep.console.account;

import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.ActionResult;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.kit.follow.PassingStore;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.follow.TopicStore;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.table.Position;
import io.tokenkeep.kit.table.ReadPositions;
import io.tokenkeep.topic.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The actions on single accounts of the last 7 days: their commands on {@code account-commands}, whoever wrote them, and their ends on
 * {@code account-events}. An id with a dot belongs to one of many commands, which a bulk action follows, and is not held. At the limit
 * the oldest leaves, and the health fails for as long as it would have been held. Thread-safe; followers' threads add, and complete the futures.
 */
public final class AskedActions implements TopicStore<AccountCommand> {

    /** Of imports, which are followed by their rows. */
    private static final Set<ActionResult> OF_IMPORTS = Set.of(ActionResult.IMPORTED, ActionResult.CURRENT_KEPT);

    private final int limit;
    private final InstantSource clock;
    private final ReadPositions read = new ReadPositions(Topics.ACCOUNT_COMMANDS.name());
    /** By the action's id; the one that was read first in front. */
    private final Map<String, Held> all = new LinkedHashMap<>();

    private final Map<String, CompletableFuture<Position>> expected = new HashMap<>();
    private @Nullable Instant leftOutUntil;
    private final TopicStore<AccountEvent> ends = new PassingStore<>(this::addEnd);
    private volatile boolean caughtUp;

    /** {@code writtenAt}: of the first of its records. */
    private record Held(AskedAction action, Instant writtenAt) {}

    public AskedActions(int limit, InstantSource clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /** Takes the ends of actions. */
    public TopicStore<AccountEvent> ends() {
        return ends;
    }

    /** Whether all commands and ends that were on their topics at the start have been read. */
    boolean isReady() {
        return caughtUp && ends.caughtUp();
    }

    /** Up to where the commands were read. */
    public ReadPositions read() {
        return read;
    }

    synchronized Optional<AskedAction> find(String id) {
        return Optional.ofNullable(all.get(id)).map(Held::action);
    }

    /** Completes with the place of the command of this id, once it is read. {@link #unexpect} ends the wait. */
    synchronized CompletableFuture<Position> expect(String id) {
        return expected.computeIfAbsent(id, first -> new CompletableFuture<>());
    }

    synchronized void unexpect(String id) {
        expected.remove(id);
    }

    @Override
    public void add(String key, AccountCommand command, RecordPlace place) {
        String id = command.getRequestId();
        AccountAction action = AccountAction.of(command.getKind()).orElse(null);
        if (action == null) {
            return;
        }
        CompletableFuture<Position> expecting;
        synchronized (this) {
            hold(new AskedAction(id, key, action, null), place.writtenAt());
            expecting = expected.remove(id);
        }
        if (expecting != null) {
            expecting.complete(new Position(Topics.ACCOUNT_COMMANDS.name(), place.partition(), place.offset()));
        }
    }

    private void hold(AskedAction next, Instant writtenAt) {
        Instant oldest = clock.instant().minus(AccountTopics.COMMANDS_READ);
        if (next.id().indexOf('.') >= 0 || writtenAt.isBefore(oldest)) {
            return;
        }
        Held held = all.get(next.id());
        if (held != null) {
            all.put(next.id(), new Held(held.action.and(next), held.writtenAt));
            return;
        }
        makeRoom(oldest);
        all.put(next.id(), new Held(next, writtenAt));
    }

    private void makeRoom(Instant oldest) {
        Iterator<Held> first = all.values().iterator();
        while (first.hasNext()) {
            Instant writtenAt = first.next().writtenAt;
            boolean isOver = writtenAt.isBefore(oldest);
            if (!isOver && all.size() < limit) {
                return;
            }
            if (!isOver) {
                Instant until = writtenAt.plus(AccountTopics.COMMANDS_READ);
                leftOutUntil = leftOutUntil == null || leftOutUntil.isBefore(until) ? until : leftOutUntil;
            }
            first.remove();
        }
    }

    @Override
    public void readUpTo(Map<Integer, Long> nextOffsets) {
        read.upTo(nextOffsets);
    }

    @Override
    public void nowCaughtUp() {
        caughtUp = true;
    }

    @Override
    public boolean caughtUp() {
        return caughtUp;
    }

    @Override
    public synchronized int size() {
        return all.size();
    }

    @Override
    public int limit() {
        return limit;
    }

    @Override
    public synchronized CheckResult check() {
        return leftOutUntil != null && clock.instant().isBefore(leftOutUntil)
                ? CheckResult.failed(
                        "more than " + limit
                                + " actions on accounts were asked for in 7 days, and the oldest are forgotten; raise actions.limit")
                : CheckResult.ok();
    }

    /** What an event says. Bounded by the actions that it adds to. */
    private void addEnd(AccountEvent event, RecordPlace place) {
        String id = event.getRequestId();
        if (event.getKind() == EventKind.ACTION_ENDED && id != null && !OF_IMPORTS.contains(event.getActionResult())) {
            synchronized (this) {
                hold(new AskedAction(id, event.getAccount(), null, AskedAction.Ended.of(event)), place.writtenAt());
            }
        }
    }
}
