package io.tokenkeep.simulator.facebook;

import io.tokenkeep.simulator.http.Answer;
import io.tokenkeep.simulator.http.ApiCall;
import io.tokenkeep.simulator.http.ApiEndpoint;
import io.tokenkeep.simulator.http.ApiRequest;
import io.tokenkeep.simulator.http.Documented;
import io.tokenkeep.simulator.http.Endpoint;
import io.tokenkeep.simulator.registry.IssuedToken;
import java.util.function.BiFunction;

/** A list that is read in parts, with a live token. */
final class ListEndpoint implements ApiEndpoint {
    private final Endpoint name;
    private final Callers callers;
    private final BiFunction<ApiRequest, IssuedToken, Answer> list;

    ListEndpoint(Endpoint name, Callers callers, BiFunction<ApiRequest, IssuedToken, Answer> list) {
        this.name = name;
        this.callers = callers;
        this.list = list;
    }

    @Override
    public Endpoint name(ApiRequest request) {
        return name;
    }

    @Override
    public Documented documented(ApiRequest request) {
        return Documented.withToken().or("fields", "limit", "after", "before");
    }

    @Override
    public ApiCall begin(ApiRequest request) {
        return callers.call(request, caller -> list.apply(request, caller));
    }
}
