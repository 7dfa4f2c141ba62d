package io.tokenkeep.console.app;

import io.tokenkeep.avro.AppPart;
import io.tokenkeep.avro.AppStatus;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.console.account.AccountSearch;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.ApiResponse;
import io.tokenkeep.console.api.Operation;
import io.tokenkeep.console.api.Problem;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The operations of the API on apps. What they say of accounts is of those that the caller sees. */
public final class AppOperations {

    private final AppStates states;
    private final AccountSearch accounts;
    private final Set<String> configured;
    private final VersionEnds ends;
    private final AppAdvice advice;
    private final InstantSource clock;

    /** @param configured the apps of this installation, as far as this service knows them */
    public AppOperations(
            AppStates states, AccountSearch accounts, Set<String> configured, VersionEnds ends, InstantSource clock) {
        this.states = states;
        this.accounts = accounts;
        this.configured = Set.copyOf(configured);
        this.ends = ends;
        this.advice = new AppAdvice(ends);
        this.clock = clock;
    }

    /** By their names in the contract. */
    public Map<String, Operation> all() {
        return Map.of("listApps", this::list, "showApp", this::show);
    }

    private Future<ApiResponse> list(ApiRequest request) {
        checkRead();
        return accounts.run(request, () -> {
            JsonArray items = new JsonArray();
            Set<String> apps = new TreeSet<>(configured);
            apps.addAll(states.apps());
            apps.addAll(accounts.index().apps());
            apps.forEach(app -> find(request, app).ifPresent(items::add));
            return ApiResponse.ok(new JsonObject().put("items", items));
        });
    }

    private Future<ApiResponse> show(ApiRequest request) {
        checkRead();
        return accounts.run(request, () -> find(request, request.path("app"))
                .map(ApiResponse::ok)
                .orElseThrow(() -> Problem.notFound("app of this name").exception()));
    }

    private void checkRead() {
        if (!states.caughtUp()) {
            throw Problem.notReady("This instance has not read the status of all apps yet.")
                    .exception();
        }
    }

    /** Empty for an app of which there is nothing but accounts that the caller does not see. */
    private Optional<JsonObject> find(ApiRequest request, String app) {
        AppStatus calls = states.find(app, AppPart.CALLS).orElse(null);
        AppStatus breaker = states.find(app, AppPart.BREAKER).orElse(null);
        Map<StatusState, Long> counts = accounts.index().counts(app, request.caller());
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        boolean isKnown = configured.contains(app) || calls != null || breaker != null || total > 0;
        return isKnown ? Optional.of(json(app, calls, breaker, counts).put("accounts", total)) : Optional.empty();
    }

    private JsonObject json(
            String app, @Nullable AppStatus calls, @Nullable AppStatus breaker, Map<StatusState, Long> counts) {
        JsonObject json = new JsonObject()
                .put("app", app)
                .put("circuitBreaker", breaker(breaker))
                .put("counts", counts(counts));
        advice.of(app, calls, breaker, clock.instant()).ifPresent(text -> json.put("advice", text));
        if (calls != null) {
            putIfSet(json, "provider", calls.getProvider());
            putIfSet(json, "problem", calls.getProblem());
            putIfSet(json, "coolingDownUntil", calls.getCoolingDownUntil());
            putIfSet(json, "budgetUsed", calls.getBudgetUsed());
            putIfSet(json, "apiVersion", calls.getApiVersion());
            if (calls.getProvider() != null && calls.getApiVersion() != null) {
                ends.of(calls.getProvider(), calls.getApiVersion())
                        .ifPresent(end -> json.put(
                                "apiVersionEndsAt",
                                end.atStartOfDay(ZoneOffset.UTC).toInstant().toString()));
            }
        }
        return json;
    }

    private static JsonObject breaker(@Nullable AppStatus breaker) {
        JsonObject json = new JsonObject()
                .put("open", breaker != null && breaker.getOpen())
                .put("personsRefused", breaker == null ? 0 : breaker.getPersonsRefused());
        putIfSet(json, "openSince", breaker == null ? null : breaker.getOpenSince());
        return json;
    }

    private static JsonObject counts(Map<StatusState, Long> counts) {
        JsonObject json = new JsonObject();
        counts.forEach((state, count) -> {
            if (state != StatusState.DELETED) {
                json.put(state.name(), count);
            }
        });
        return json;
    }

    /** Numbers as they are, all else as text. */
    private static void putIfSet(JsonObject json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value instanceof Integer ? value : value.toString());
        }
    }
}
