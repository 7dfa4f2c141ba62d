package io.tokenkeep.console.account;

import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.ApiRole;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.ApiResponse;
import io.tokenkeep.console.api.Operation;
import io.tokenkeep.console.api.Problem;
import io.tokenkeep.console.caller.Caller;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** The operations of the API that show accounts. They search on worker threads. */
public final class AccountOperations {

    private static final int USUAL = 50;
    private static final int MOST_PAGES = 200;

    private final AccountSearch search;
    private final AccountIndex index;
    private final AccountJson form;
    private final Issues issues;
    private final InstantSource clock;

    public AccountOperations(AccountSearch search, InstantSource clock) {
        this.search = search;
        this.index = search.index();
        this.form = new AccountJson(index.capabilities());
        this.issues = new Issues(index.capabilities());
        this.clock = clock;
    }

    /** By their names in the contract. */
    public Map<String, Operation> all() {
        return Map.of(
                "listAccounts", request -> search.run(request, () -> list(request)),
                "showAccount", request -> search.run(request, () -> show(request)));
    }

    private ApiResponse list(ApiRequest request) {
        AccountSort sort = request.query("sort").flatMap(AccountSort::of).orElse(AccountSort.KEY);
        Optional<ListPlace> after = request.query("after")
                .map(text -> ListPlace.parse(sort, text).orElseThrow(() -> Problem.invalid(
                                "after: send the next of a page that was sorted by " + sort.text() + ".")
                        .exception()));
        AccountIndex.Page page = index.page(
                AccountFilters.of(request),
                request.caller(),
                sort,
                after.orElse(null),
                request.queryNumber("limit", USUAL));
        JsonArray items = new JsonArray();
        page.accounts().forEach(status -> items.add(form.item(status)));
        JsonObject counts = new JsonObject();
        page.counts().forEach((state, count) -> {
            if (state != StatusState.DELETED) {
                counts.put(state.name(), count);
            }
        });
        JsonObject body =
                new JsonObject().put("items", items).put("total", page.total()).put("counts", counts);
        AccountJson.putIfSet(body, "next", page.next());
        return ApiResponse.ok(body);
    }

    private ApiResponse show(ApiRequest request) {
        Caller caller = request.caller();
        String account = request.path("account");
        AccountStatus status = search.find(request);
        JsonObject json = form.whole(status);
        AccountIndex.Page pages = index.pagesOf(account, caller, MOST_PAGES);
        AccountJson.putPages(json, pages.accounts(), pages.total());
        String parent = status.getParentAccount();
        if (parent != null && index.find(parent, caller).isPresent()) {
            json.put("parent", parent);
        }
        JsonArray wrong = new JsonArray();
        issues.of(status, clock.instant()).forEach(issue -> wrong.add(issue.json()));
        String claimed = status.getClaimedForClient();
        if (claimed != null && (caller.may(ApiRole.ADMIN) || caller.sees(claimed))) {
            json.put("claimedForClient", claimed);
            wrong.add(Issues.conflict().json());
        }
        return ApiResponse.ok(json.put("issues", wrong));
    }
}
