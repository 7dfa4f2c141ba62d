package io.tokenkeep.exchange.provider.meta;

import io.tokenkeep.exchange.provider.HttpAnswer;
import io.vertx.core.MultiMap;

/** Providers' answers, written by hand. */
final class Answers {

    private Answers() {}

    static HttpAnswer of(int status, String body) {
        return new HttpAnswer(status, MultiMap.caseInsensitiveMultiMap(), body);
    }

    static HttpAnswer ok(String body) {
        return of(200, body);
    }

    /** The Graph envelope, with what stands between its braces. */
    static HttpAnswer graph(int status, String error) {
        return of(status, "{\"error\":{" + error + "}}");
    }

    /** The envelope of the token endpoints; its code is an HTTP status. */
    static HttpAnswer flat(String message) {
        return of(400, "{\"error_type\":\"OAuthException\",\"code\":400,\"error_message\":\"" + message + "\"}");
    }

    static HttpAnswer with(HttpAnswer answer, String header, String value) {
        MultiMap headers =
                MultiMap.caseInsensitiveMultiMap().addAll(answer.headers()).add(header, value);
        return new HttpAnswer(answer.status(), headers, answer.body());
    }
}
