package io.tokenkeep.callback.provider;

import io.vertx.core.json.JsonObject;
import java.net.URI;

/** The answer to a provider: a status and a small body. */
public record CallResponse(int status, String contentType, String body) {

    private static final String TEXT = "text/plain; charset=utf-8";

    public static CallResponse taken() {
        return new CallResponse(200, TEXT, "OK\n");
    }

    /** Where the person can look the deletion up. */
    public static CallResponse deletion(URI page, String confirmationCode) {
        JsonObject json = new JsonObject().put("url", page.toString()).put("confirmation_code", confirmationCode);
        return new CallResponse(200, "application/json", json.encode());
    }

    public static CallResponse tryAgain() {
        return new CallResponse(503, TEXT, "Not taken. Please call again.\n");
    }

    public static CallResponse refused(int status, String text) {
        return new CallResponse(status, TEXT, text + "\n");
    }
}
