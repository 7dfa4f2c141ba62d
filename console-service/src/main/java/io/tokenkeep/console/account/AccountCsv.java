package io.tokenkeep.console.account;

import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.ApiResponse;
import io.tokenkeep.console.api.Operation;
import io.tokenkeep.console.csv.Cells;
import io.tokenkeep.console.csv.CsvList;
import io.tokenkeep.console.reconnect.Advice;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The states of accounts as a table, in the order of their keys. */
public final class AccountCsv {

    static final List<String> COLUMNS = List.of(
            "account",
            "app",
            "provider",
            "kind",
            "state",
            "since",
            "can",
            "name",
            "client",
            "endsAt",
            "nextAction",
            "nextActionAt",
            "failureClass",
            "errorCode",
            "errorSubcode",
            "advice");

    /** Each part is a search among all accounts, so a part is larger than one of a table. */
    private static final int PART = 1000;

    private final AccountSearch accounts;

    public AccountCsv(AccountSearch accounts) {
        this.accounts = accounts;
    }

    /** By their names in the contract. */
    public Map<String, Operation> all() {
        return Map.of("exportAccounts", this::export);
    }

    private Future<ApiResponse> export(ApiRequest request) {
        AccountFilter filter = AccountFilters.of(request);
        CsvList.Source<AccountStatus, ListPlace> source = after -> {
            AccountIndex.Found found = accounts.index().part(filter, request.caller(), after, PART);
            return new CsvList.Part<>(found.accounts(), found.next());
        };
        CsvList.Form<AccountStatus> form = new CsvList.Form<>(COLUMNS, this::cells);
        return accounts.run(request, () -> ApiResponse.csv(new CsvList<>(accounts.vertx(), form, source)));
    }

    private List<String> cells(AccountStatus status) {
        return List.of(
                Cells.id(AccountJson.key(status)),
                Cells.id(status.getApp()),
                status.getProvider(),
                status.getKind().name(),
                status.getState().name(),
                status.getChangedAt().toString(),
                accounts.index().capabilities().now(status).map(Enum::name).collect(Collectors.joining(" ")),
                Cells.id(status.getDisplayName()),
                Cells.id(status.getClient()),
                text(AccountFields.end(status)),
                text(status.getNextAction()),
                text(status.getNextActionAt()),
                status.getFailureClass().name(),
                text(status.getErrorCode()),
                text(status.getErrorSubcode()),
                Advice.of(status).orElse(""));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
