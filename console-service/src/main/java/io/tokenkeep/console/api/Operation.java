package io.tokenkeep.console.api;

import io.vertx.core.Future;

/** Carries out one operation of the contract. Called on an event loop, which it never blocks. */
@FunctionalInterface
public interface Operation {

    /** Fails with a {@link Problem.Refused}, or with a failure of a table. */
    Future<ApiResponse> handle(ApiRequest request);
}
