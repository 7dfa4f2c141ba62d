package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.EventKind;
import io.tokenkeep.avro.RefreshCommand;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What an input did to the account of a row, in the words of the README's table. */
final class TableEffects {

    static final String NOTHING = "—";
    static final String AS_BEFORE = "as before";
    static final List<String> TIMES = List.of("sent", "at once", "sooner", "later", "in the backlog");
    static final List<String> WHAT =
            List.of("REFRESH", "VERIFY", "DERIVE", "REVOKE", "PUBLISH token", "PUBLISH GONE", "PUBLISH null");

    private final TableAccount it;
    private final Plans before;
    private final AccountUpdate update;

    /** What is planned about an account: its published next action, its place in the backlog, and when it is due. */
    record Plans(
            @Nullable CommandKind action,
            @Nullable Instant at,
            @Nullable Instant place,
            @Nullable Instant due) {

        static Plans of(@Nullable Account account) {
            AccountStatus status = StatusView.of(account);
            return account == null || status == null
                    ? new Plans(null, null, null, null)
                    : new Plans(
                            status.getNextAction(),
                            status.getNextActionAt(),
                            AccountTimes.place(account),
                            AccountTimes.nextAt(account, TableAccount.POLICY));
        }

        /** Whether something is due before all that was planned, though not yet. */
        private boolean isSooner(Plans other, Instant now) {
            return due != null && due.isAfter(now) && (other.due == null || due.isBefore(other.due));
        }

        private boolean isAs(Plans other, Instant now) {
            return action == other.action
                    && Objects.equals(at, other.at)
                    && Objects.equals(place, other.place)
                    && !isSooner(other, now);
        }
    }

    TableEffects(TableAccount it, Plans before, AccountUpdate update) {
        this.it = it;
        this.before = before;
        this.update = update;
    }

    /** Without the answers to account commands, which another table is about. */
    String events() {
        List<String> kinds = update.events().stream()
                .map(AccountEvent::getKind)
                .filter(kind -> kind != EventKind.ACTION_ENDED)
                .map(Enum::name)
                .toList();
        return kinds.isEmpty() ? NOTHING : String.join(", ", kinds);
    }

    /** What was sent to other accounts, to the circuit breaker of the app and to people who wait for a deletion. */
    String messages() {
        TreeSet<String> sent = new TreeSet<>();
        update.links().stream()
                .filter(link -> link.message() != null || !link.to().equals(update.key()))
                .forEach(link -> sent.add(
                        link.message() == null
                                ? "ALIAS taken back"
                                : link.message().getKind().name()));
        update.deletions().forEach(deletion -> sent.add("deletion " + deletion.getState()));
        update.lostPages().forEach(page -> sent.add("lost Page"));
        Refusal refusal = update.refusal();
        if (refusal != null) {
            sent.add(refusal.asks() ? "APP_REFUSAL with a question" : "APP_REFUSAL");
        }
        return sent.isEmpty() ? NOTHING : String.join(", ", sent);
    }

    /** What is commanded next. {@code expected} is given back if it is true; the account is used up by it. */
    String command(String expected) {
        if (update.command() != null) {
            return what(update.command()) + " sent";
        }
        Account account = it.account();
        if (account == null) {
            return NOTHING;
        }
        Plans after = Plans.of(account);
        if (expected.equals(AS_BEFORE) && after.isAs(before, it.now())) {
            return expected;
        }
        if (after.place() != null) {
            return after.action() + " in the backlog";
        }
        RefreshCommand next = it.tick(true).command();
        return next == null ? later(after, expected) : what(next) + " at once";
    }

    /** A list that is due before the published next action counts only where the row expects it. */
    private String later(Plans after, String expected) {
        CommandKind published = after.action();
        if (published != null && published != CommandKind.PUBLISH && !expected.endsWith("sooner")) {
            return published + " later";
        }
        if (after.due() == null) {
            return NOTHING;
        }
        boolean sooner = expected.endsWith("sooner") && after.isSooner(before, it.now());
        it.moveTo(after.due());
        RefreshCommand sent = it.tick(true).command();
        return sent == null ? NOTHING : what(sent) + (sooner ? " sooner" : " later");
    }

    private static String what(RefreshCommand command) {
        if (command.getKind() != CommandKind.PUBLISH) {
            return command.getKind().name();
        }
        return switch (Objects.requireNonNull(command.getPublishForm())) {
            case TOKEN -> "PUBLISH token";
            case GONE -> "PUBLISH GONE";
            case NULL -> "PUBLISH null";
            case UNKNOWN -> "PUBLISH of no form";
        };
    }
}
