package io.tokenkeep.refresh.account;

import static io.tokenkeep.refresh.account.TableAccount.CONSENT;
import static io.tokenkeep.refresh.account.TableAccount.END;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The inputs of the README's table that time makes. */
final class TableTimes {

    private TableTimes() {}

    static List<TableInput> all() {
        return List.of(
                TableInput.of("warning due", it -> {
                    it.moveTo(warning(it));
                    return it.tick(true);
                }),
                TableInput.of("action due", it -> tick(it, true)),
                TableInput.of("action due without a free call", it -> tick(it, false)),
                TableInput.of("taken from the backlog", it -> {
                    tick(it, false);
                    if (it.has(TableGuard.PAST_END)) {
                        it.moveTo(END.plusSeconds(1));
                    }
                    return it.takenFromBacklog();
                }));
    }

    private static Instant warning(TableAccount it) {
        if (it.has(TableGuard.DATA_ACCESS)) {
            return CONSENT.plus(Duration.ofDays(18));
        }
        Instant end = it.status().getExpiresAt();
        return end.minus(it.state() == TableState.EXPIRING ? Duration.ofHours(20) : Duration.ofDays(6));
    }

    private static AccountUpdate tick(TableAccount it, boolean free) {
        Instant due = it.has(TableGuard.LIST_DUE)
                ? it.now().plus(Duration.ofHours(27))
                : Objects.requireNonNull(
                        AccountTimes.nextAt(Objects.requireNonNull(it.account()), TableAccount.POLICY),
                        "nothing is planned");
        it.moveTo(due.isBefore(it.now()) ? it.now() : due);
        return it.tick(free);
    }
}
