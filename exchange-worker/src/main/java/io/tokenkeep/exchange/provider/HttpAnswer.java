package io.tokenkeep.exchange.provider;

import io.vertx.core.MultiMap;

/** Status, headers and text of a provider's response. Prints none of them but the status: bodies hold tokens. */
public record HttpAnswer(int status, MultiMap headers, String body) {

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    @Override
    public String toString() {
        return "HttpAnswer[" + status + "]";
    }
}
