package io.tokenkeep.exchange.provider;

import io.vertx.core.MultiMap;

/** Status, headers and text of a provider's response. Only the status is printed, because bodies hold tokens. */
public record HttpAnswer(int status, MultiMap headers, String body) {

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    @Override
    public String toString() {
        return "HttpAnswer[" + status + "]";
    }
}
