package io.tokenkeep.quickstart.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.RefreshCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Knows from statuses and commands alone who waits for a call, and holds every tick to two promises: nobody goes while one
 * waits whose token ends earlier, and no more go than the pace allows. One thread.
 */
final class Fairness {

    /** Of the pace: a second's worth may go at once, and a late tick makes up for one it missed. */
    private static final int MOST_SECONDS_AT_ONCE = 2;

    private record DueAction(Instant since, Instant end, String account) {}

    private final int perSecond;
    private final Map<String, DueAction> dueActions = new HashMap<>();
    private final Map<String, String> inFlight = new HashMap<>();
    private final TreeSet<DueAction> waiting =
            new TreeSet<>(Comparator.comparing(DueAction::since).thenComparing(DueAction::account));
    private double allowance;
    private Instant last = Instant.MIN;
    private long chosen;

    Fairness(int perSecond) {
        this.perSecond = perSecond;
        this.allowance = MOST_SECONDS_AT_ONCE * perSecond;
    }

    /** What is said about an account now. */
    void reported(AccountStatus status) {
        String account = status.getApp() + ":" + status.getAccountId();
        DueAction before = dueActions.remove(account);
        if (before != null) {
            waiting.remove(before);
        }
        boolean calls = status.getNextAction() == CommandKind.REFRESH || status.getNextAction() == CommandKind.VERIFY;
        if (calls) {
            Instant end = status.getExpiresAt() == null ? Instant.MAX : status.getExpiresAt();
            dueActions.put(account, new DueAction(status.getNextActionAt(), end, account));
            stand(account);
        }
    }

    /** The answer to this command of the account has been read. */
    void answered(String account, String commandId) {
        if (inFlight.remove(account, commandId)) {
            stand(account);
        }
    }

    /** What one tick gave. */
    void given(List<RefreshCommand> commands, Instant now) {
        refill(now);
        List<RefreshCommand> calls = commands.stream()
                .filter(command -> command.getKind() != CommandKind.PUBLISH)
                .toList();
        calls.forEach(this::leave);
        if (calls.isEmpty()) {
            return;
        }
        allowance -= calls.size();
        assertThat(allowance).as("calls the pace still allows").isGreaterThanOrEqualTo(0);
        Instant latest = calls.stream()
                .map(command -> command.getToken().getExpiresAt())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Optional<Instant> earliestLeft =
                waiting(now).stream().map(DueAction::end).min(Comparator.naturalOrder());
        if (earliestLeft.isPresent()) {
            chosen += calls.size();
            assertThat(earliestLeft.get())
                    .as("the first end of those who wait on")
                    .isAfterOrEqualTo(latest);
        }
    }

    /** How many wait for a call that was due by now. */
    int waitingAt(Instant now) {
        return waiting(now).size();
    }

    /** Calls that went while others had to wait: where it is 0, nothing was proven about their order. */
    long chosen() {
        return chosen;
    }

    private void refill(Instant now) {
        double seconds =
                last.equals(Instant.MIN) ? 0 : Duration.between(last, now).toMillis() / 1000.0;
        allowance = Math.min(MOST_SECONDS_AT_ONCE * perSecond, allowance + perSecond * seconds);
        last = now;
    }

    private void leave(RefreshCommand command) {
        inFlight.put(command.getAccount(), command.getCommandId());
        DueAction action = dueActions.get(command.getAccount());
        if (action != null) {
            waiting.remove(action);
        }
    }

    private void stand(String account) {
        DueAction action = dueActions.get(account);
        if (action != null && !inFlight.containsKey(account)) {
            waiting.add(action);
        }
    }

    private Set<DueAction> waiting(Instant now) {
        return waiting.headSet(new DueAction(now.plusNanos(1), now, ""));
    }
}
