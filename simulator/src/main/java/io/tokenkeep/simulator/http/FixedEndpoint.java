package io.tokenkeep.simulator.http;

import java.util.function.Supplier;

/** Always sends the same answer. */
public record FixedEndpoint(Endpoint endpoint, Supplier<Answer> answer) implements ApiEndpoint {
    @Override
    public Endpoint name(ApiRequest request) {
        return endpoint;
    }

    @Override
    public ApiCall begin(ApiRequest request) {
        return ApiCall.of(Subject.UNKNOWN, answer);
    }
}
