package io.tokenkeep.refresh.account;

import static io.tokenkeep.refresh.account.TableAccount.CONSENT;
import static io.tokenkeep.refresh.account.TableAccount.END;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.avro.AccountCommandKind;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.LinkKind;
import io.tokenkeep.avro.RefreshOutcome;
import io.tokenkeep.avro.Token;
import io.tokenkeep.refresh.Family;
import io.tokenkeep.refresh.Fixtures;
import io.tokenkeep.refresh.policy.AppCircuitState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The inputs of the README's table that are no answers, by what the table calls them. */
final class TableInputs {

    private TableInputs() {}

    static Map<String, TableInput> all() {
        Map<String, TableInput> all = new LinkedHashMap<>();
        Stream.of(tokens(), TableAnswers.all(), breaker(), commands(), pages(), messages(), TableTimes.all())
                .flatMap(List::stream)
                .forEach(input -> all.put(input.phrase(), input));
        return all;
    }

    private static List<TableInput> tokens() {
        return List.of(
                TableInput.of("token of a newer consent", it -> it.token(newer(it))),
                TableInput.of("later token of the same consent", it -> it.token(later(it))),
                TableInput.of("same token again", it -> it.token(it.published())),
                TableInput.of(
                        "token of a lower rank",
                        it -> it.token(it.owner().consented(CONSENT.minus(TableHistory.BEFORE)))),
                gone(GoneReason.REAUTHORIZATION_REQUIRED),
                gone(GoneReason.DISCONNECTED),
                gone(GoneReason.DEAUTHORIZED),
                gone(GoneReason.DATA_DELETED),
                TableInput.of("null that was commanded", it -> it.token(null))
                        .preparedBy(TableState.DELETED, TableSteps::sendNull),
                TableInput.of("null of another writer", it -> it.token(null)));
    }

    private static TableInput gone(GoneReason reason) {
        return TableInput.of("GONE " + reason, it -> {
            it.pass(Duration.ofMinutes(1));
            return it.token(it.gone(reason));
        });
    }

    private static Token newer(TableAccount it) {
        it.pass(Duration.ofMinutes(1));
        Instant consent = it.has(TableGuard.COMMAND_WAITS) ? it.now().minus(Duration.ofMinutes(2)) : it.now();
        Instant given = it.has(TableGuard.PAST_END) ? consent.minus(Fixtures.LIFETIME) : consent;
        Token token = it.owner() == TableOwner.PERSON && it.has(TableGuard.LACKS_A_PAGE)
                ? Family.person(it.owner().key(), given)
                : it.owner().consented(given);
        Token.Builder newer = Token.newBuilder(TableHistory.shaped(it, token)).setClient(client(it));
        return newer.setLinkedAccountsTotal(it.has(TableGuard.INCOMPLETE) ? 4000 : 0)
                .setExpectedPages(
                        it.has(TableGuard.FOR_ONE_PAGE)
                                ? List.of(AccountKey.parse(Family.PAGE).accountId())
                                : List.of())
                .build();
    }

    private static String client(TableAccount it) {
        return it.has(TableGuard.OTHER_CLIENT) ? TableSteps.OTHER_CLIENT : Fixtures.CLIENT;
    }

    private static Token later(TableAccount it) {
        boolean moved = !it.has(TableGuard.END_NOT_MOVED);
        return Token.newBuilder(it.owner().consented(CONSENT))
                .setClient(client(it))
                .setSequence(it.account() == null ? 1 : it.status().getSequence() + 1)
                .setIssuedAt(it.now())
                .setExpiresAt(moved ? it.now().plus(Fixtures.LIFETIME) : END)
                .setRefreshableAt(it.now().plus(Duration.ofHours(1)))
                .build();
    }

    private static List<TableInput> breaker() {
        return List.of(
                TableInput.of(
                        "answer: closed",
                        it -> it.breakerAnswers(
                                it.has(TableGuard.OPENED_SINCE)
                                        ? new AppCircuitState(false, null, it.now())
                                        : AppCircuitState.CLOSED)),
                TableInput.of("answer: open", it -> it.breakerAnswers(new AppCircuitState(true, null, null))));
    }

    private static List<TableInput> commands() {
        return List.of(
                command(AccountCommandKind.REFRESH_NOW),
                command(AccountCommandKind.VERIFY_NOW),
                command(AccountCommandKind.DISCONNECT),
                command(AccountCommandKind.DEAUTHORIZED),
                command(AccountCommandKind.DELETE_DATA),
                command(AccountCommandKind.ASSIGN_CLIENT),
                TableInput.of(AccountCommandKind.REVOKE_UNUSED.name(), TableInputs::revokeUnused),
                TableInput.of(AccountCommandKind.IMPORT.name(), TableInputs::importToken));
    }

    private static TableInput command(AccountCommandKind kind) {
        return TableInput.of(kind.name(), it -> {
            it.moveTo(it.has(TableGuard.PAST_END) ? END.plusSeconds(1) : it.now());
            Instant orderedAt = it.has(TableGuard.OLDER) ? CONSENT.minus(TableHistory.BEFORE) : it.now();
            return it.command(kind, signedAt(it), orderedAt);
        });
    }

    private static AccountUpdate revokeUnused(TableAccount it) {
        it.pass(Duration.ofMinutes(1));
        Instant consent = it.has(TableGuard.ENDED_SINCE) ? CONSENT.plusSeconds(1) : it.now();
        Token refused = TableHistory.shaped(it, it.owner().consented(consent));
        it.pass(TableSteps.GAP);
        return it.revokeUnused(refused, it.has(TableGuard.OLDER) ? CONSENT.minus(TableHistory.BEFORE) : it.now());
    }

    private static AccountUpdate importToken(TableAccount it) {
        it.pass(Duration.ofMinutes(1));
        return it.importToken(
                Fixtures.imported(TableHistory.shaped(it, it.owner().consented(it.now()))));
    }

    private static Instant signedAt(TableAccount it) {
        if (it.has(TableGuard.SIGNED_BEFORE)) {
            return CONSENT.minus(TableHistory.BEFORE);
        }
        return it.has(TableGuard.DOUBTFUL) ? TableSteps.doubtful() : it.now();
    }

    private static List<TableInput> pages() {
        return List.of(
                parent(GoneReason.REAUTHORIZATION_REQUIRED),
                parent(GoneReason.DISCONNECTED),
                parent(GoneReason.DEAUTHORIZED),
                parent(GoneReason.DATA_DELETED),
                TableInput.of(
                        "PAGE_ABSENT",
                        TableOwner.PAGE,
                        it -> it.link(it.linkOf(LinkKind.PAGE_ABSENT, person(it))
                                .setAuthorizationId(it.has(TableGuard.WITH_A_CONSENT) ? "consent" : null)
                                .build())),
                TableInput.of("offer", TableOwner.PAGE, TableInputs::offer));
    }

    private static TableInput parent(GoneReason reason) {
        return TableInput.of(
                "PAGE_PARENT " + reason,
                TableOwner.PAGE,
                it -> it.link(it.linkOf(LinkKind.PAGE_PARENT, person(it))
                        .setReason(reason)
                        .build()));
    }

    private static String person(TableAccount it) {
        return it.has(TableGuard.FROM_ANOTHER) ? Family.BERT : Family.ANNA;
    }

    private static AccountUpdate offer(TableAccount it) {
        Instant older = it.has(TableGuard.FROM_ANOTHER) ? CONSENT.minus(TableHistory.BEFORE) : CONSENT;
        Instant consent = it.has(TableGuard.YOUNGER) ? it.now().plusSeconds(1) : older;
        Token.Builder token = Token.newBuilder(Family.page(it.owner().key(), person(it), consent))
                .setClient(client(it));
        if (it.has(TableGuard.SAYS_MORE)) {
            token.setTasks(List.of("CREATE_CONTENT", "MODERATE"));
        }
        RefreshOutcome offer = Family.offer(token.build(), it.now().plusSeconds(1));
        return it.outcome(RefreshOutcome.newBuilder(offer)
                .setWithheld(it.has(TableGuard.WITHHELD))
                .build());
    }

    private static AccountUpdate contradicted(TableAccount it) {
        return it.link(it.linkOf(LinkKind.LIST_CONTRADICTED, Family.PAGE)
                .setOrderedAt(it.has(TableGuard.OLDER_LIST) ? CONSENT : it.now().minus(TableSteps.WITHIN_GAP))
                .build());
    }

    private static List<TableInput> messages() {
        return List.of(
                TableInput.of("LIST_CONTRADICTED", TableOwner.PERSON, TableInputs::contradicted)
                        .preparedBy(TableState.CONNECTED, TableSteps::list),
                TableInput.of(
                        "PAGE_LEFT",
                        TableOwner.PERSON,
                        it -> it.link(it.linkOf(LinkKind.PAGE_LEFT, Family.PAGE).build())),
                TableInput.of(
                        "COMMAND",
                        it -> it.link(it.linkOf(LinkKind.COMMAND, it.owner().key())
                                .setCommand(it.accountCommand(AccountCommandKind.DISCONNECT, it.now()))
                                .build())),
                TableInput.of(
                        "ALIAS",
                        it -> it.link(it.linkOf(LinkKind.ALIAS, it.owner().app() + ":1")
                                .build())),
                TableInput.of("ALIAS taken back", it -> it.link(null)));
    }
}
