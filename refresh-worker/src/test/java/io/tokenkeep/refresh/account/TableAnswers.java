package io.tokenkeep.refresh.account;

import static io.tokenkeep.refresh.account.TableAccount.END;

import io.tokenkeep.avro.CommandKind;
import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.RefreshResult;
import io.tokenkeep.refresh.Family;
import io.tokenkeep.refresh.Fixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The answers to a command in flight, each of them to each kind of command. */
final class TableAnswers {

    static final String ANY = "any answer";

    /** Words of the table that stand for several answers. */
    static final Map<String, List<String>> GROUPS = Map.of(
            "REFUSED",
            List.of(
                    "REFUSED REAUTHORIZE",
                    "REFUSED PERMISSION_MISSING",
                    "REFUSED USER_ACTION",
                    "REFUSED BAD_REQUEST",
                    "REFUSED CODE_SPENT"),
            "TRY_AGAIN",
            List.of(
                    "TRY_AGAIN TRANSIENT",
                    "TRY_AGAIN RATE_LIMITED",
                    "TRY_AGAIN MISCONFIGURED",
                    "TRY_AGAIN KEY_UNKNOWN"));

    /** Longer than a worker may take. */
    private static final Duration SILENCE = Duration.ofMinutes(14);

    private static final List<FailureClass> REFUSALS = List.of(
            FailureClass.REAUTHORIZE,
            FailureClass.PERMISSION_MISSING,
            FailureClass.USER_ACTION,
            FailureClass.BAD_REQUEST,
            FailureClass.CODE_SPENT);

    private static final List<FailureClass> OBSTACLES = List.of(
            FailureClass.TRANSIENT, FailureClass.RATE_LIMITED, FailureClass.MISCONFIGURED, FailureClass.KEY_UNKNOWN);

    private TableAnswers() {}

    static List<TableInput> all() {
        return Stream.of(
                        CommandKind.REFRESH,
                        CommandKind.VERIFY,
                        CommandKind.DERIVE,
                        CommandKind.PUBLISH,
                        CommandKind.REVOKE)
                .flatMap(kind -> to(kind).stream())
                .toList();
    }

    private static List<TableInput> to(CommandKind kind) {
        List<TableInput> answers = new ArrayList<>();
        if (kind == CommandKind.REFRESH) {
            answers.add(failure(kind, RefreshResult.REFUSED, FailureClass.REFRESH_TOKEN_SPENT));
            answers.add(
                    TableInput.answer(kind, "new token", it -> it.token(Fixtures.refreshed(it.inFlight(), it.now()))));
        }
        if (kind == CommandKind.PUBLISH) {
            answers.add(TableInput.answer(
                    kind, "record published", it -> it.token(it.inFlight().getToken())));
        }
        if (kind == CommandKind.DERIVE) {
            answers.add(TableInput.answer(kind, "part of a list", TableAnswers::part));
        }
        List.of(RefreshResult.UNCHANGED, RefreshResult.REVOKED, RefreshResult.STALE)
                .forEach(result -> answers.add(plain(kind, result)));
        answers.add(TableInput.answer(kind, "VERIFIED", TableAnswers::verified));
        answers.add(TableInput.answer(kind, "DERIVED", TableAnswers::derived));
        REFUSALS.forEach(why -> answers.add(failure(kind, RefreshResult.REFUSED, why)));
        OBSTACLES.forEach(why -> answers.add(failure(kind, RefreshResult.TRY_AGAIN, why)));
        answers.add(TableInput.answer(kind, "no answer", it -> {
            it.pass(SILENCE);
            return it.tick(true);
        }));
        return answers;
    }

    private static TableInput plain(CommandKind kind, RefreshResult result) {
        return TableInput.answer(kind, result.name(), it -> it.answer(result, FailureClass.NONE));
    }

    private static TableInput failure(CommandKind kind, RefreshResult result, FailureClass why) {
        return TableInput.answer(kind, result + " " + why, it -> it.answer(result, why));
    }

    private static AccountUpdate verified(TableAccount it) {
        boolean putOff = it.has(TableGuard.END_PUT_OFF);
        return it.outcome(RefreshOutcome.newBuilder(
                        Fixtures.outcome(it.inFlight(), RefreshResult.VERIFIED, FailureClass.NONE, it.now()))
                .setExpiresAt(putOff ? END.plus(Fixtures.LIFETIME) : null)
                .build());
    }

    private static AccountUpdate part(TableAccount it) {
        return it.outcome(RefreshOutcome.newBuilder(Family.derived(it.inFlight(), it.now(), Family.PAGE))
                .setMore(true)
                .build());
    }

    private static AccountUpdate derived(TableAccount it) {
        boolean lacksAPage = it.has(TableGuard.LACKS_A_PAGE) || it.has(TableGuard.INCOMPLETE);
        List<String> pages = new ArrayList<>(lacksAPage ? List.of() : List.of(Family.PAGE));
        if (it.has(TableGuard.NEW_PAGE)) {
            pages.add(Family.OTHER);
        }
        return it.outcome(
                RefreshOutcome.newBuilder(Family.derived(it.inFlight(), it.now(), pages.toArray(String[]::new)))
                        .setListFailure(it.has(TableGuard.INCOMPLETE) ? FailureClass.TRANSIENT : null)
                        .build());
    }
}
