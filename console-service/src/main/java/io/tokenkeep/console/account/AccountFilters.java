package io.tokenkeep.console.account;

import io.tokenkeep.avro.StatusState;
import io.tokenkeep.console.api.ApiRequest;
import io.tokenkeep.console.api.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads filters, which have the same names in a query and in a body. The contract has checked their values. */
public final class AccountFilters {

    private static final Map<String, String> EXACT = Map.of(
            "app", AccountFields.APP,
            "client", AccountFields.CLIENT,
            "provider", AccountFields.PROVIDER,
            "kind", AccountFields.KIND,
            "can", AccountFields.CAN);

    private AccountFilters() {}

    /** Fails with a problem if a value cannot be used. */
    public static AccountFilter of(ApiRequest request) {
        return of(request::query, request.queryList("state"));
    }

    /** Fails with a problem if a value cannot be used. */
    public static AccountFilter of(JsonObject json) {
        return of(
                name -> Optional.ofNullable(json.getString(name)),
                json.getJsonArray("state", new JsonArray()).stream()
                        .map(String::valueOf)
                        .toList());
    }

    private static AccountFilter of(Function<String, Optional<String>> value, Collection<String> stateNames) {
        Map<String, String> exact = new HashMap<>();
        EXACT.forEach((name, field) -> value.apply(name).ifPresent(text -> exact.put(field, text)));
        Set<StatusState> states = stateNames.stream().map(StatusState::valueOf).collect(Collectors.toSet());
        Long lastEnd = value.apply("endsBefore").map(AccountFilters::lastBefore).orElse(null);
        NameText text = value.apply("text")
                .map(typed -> NameText.parse(typed).orElseThrow(() -> Problem.invalid("text: it has 1 to "
                                + NameText.MOST_TERMS + " parts with blanks, dots or hyphens between them.")
                        .exception()))
                .orElse(null);
        return new AccountFilter(exact, states, lastEnd, text);
    }

    /** In milliseconds. */
    private static long lastBefore(String text) {
        try {
            return Math.subtractExact(Instant.parse(text).toEpochMilli(), 1);
        } catch (DateTimeException | ArithmeticException e) {
            throw Problem.invalid("endsBefore: it is no instant of RFC 3339 in UTC, as in 2026-12-31T00:00:00Z.")
                    .exception();
        }
    }
}
