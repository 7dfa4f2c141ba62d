package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.AccountEvent;
import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.CommandKind;
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
    static final List<String> TIMES = List.of("sent", "at once", "later", "in the backlog");
    static final List<String> WHAT =
            List.of("REFRESH", "VERIFY", "DERIVE", "REVOKE", "PUBLISH token", "PUBLISH GONE", "PUBLISH null");

    private final TableAccount it;
    private final AccountUpdate update;
    private final boolean isAsBefore;

    TableEffects(TableAccount it, @Nullable AccountStatus before, AccountUpdate update) {
        this.it = it;
        this.update = update;
        AccountStatus after = StatusView.of(it.account());
        this.isAsBefore = update.command() == null
                && before != null
                && after != null
                && before.getNextAction() == after.getNextAction()
                && Objects.equals(before.getNextActionAt(), after.getNextActionAt());
    }

    String events() {
        List<String> kinds = update.events().stream()
                .map(AccountEvent::getKind)
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
        Refusal refusal = update.refusal();
        if (refusal != null) {
            sent.add(refusal.asks() ? "APP_REFUSAL with a question" : "APP_REFUSAL");
        }
        return sent.isEmpty() ? NOTHING : String.join(", ", sent);
    }

    /** What is commanded next. {@code expected} is given back if it is true; the account is used up by it. */
    String command(String expected) {
        if (expected.equals(AS_BEFORE) && isAsBefore) {
            return expected;
        }
        Account account = it.account();
        if (account == null) {
            return NOTHING;
        }
        if (update.command() != null) {
            return what(update.command()) + " sent";
        }
        AccountStatus status = it.status();
        if (AccountTimes.place(account) != null) {
            return status.getNextAction() + " in the backlog";
        }
        RefreshCommand next = it.tick(true).command();
        return next == null ? later(status, expected) : what(next) + " at once";
    }

    private String later(AccountStatus status, String expected) {
        CommandKind planned = status.getNextAction();
        if (planned != null && planned != CommandKind.PUBLISH && !expected.startsWith("DERIVE")) {
            return planned + " later";
        }
        Instant next = AccountTimes.nextAt(Objects.requireNonNull(it.account()), TableAccount.POLICY);
        if (next == null) {
            return NOTHING;
        }
        it.moveTo(next);
        RefreshCommand sent = it.tick(true).command();
        return sent == null ? NOTHING : what(sent) + " later";
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
