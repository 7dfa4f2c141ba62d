package io.tokenkeep.callback.meta;

import io.vertx.core.json.JsonObject;
import java.net.URI;

/** The answer to Meta: a status and a small body. */
public record CallAnswer(int status, String contentType, String body) {

    private static final String TEXT = "text/plain; charset=utf-8";

    static CallAnswer taken() {
        return new CallAnswer(200, TEXT, "OK\n");
    }

    /** Exactly the two fields that Meta requires (Data Deletion Request Callback). */
    static CallAnswer deletion(URI page, String confirmationCode) {
        JsonObject json = new JsonObject().put("url", page.toString()).put("confirmation_code", confirmationCode);
        return new CallAnswer(200, "application/json", json.encode());
    }

    static CallAnswer tryAgain() {
        return new CallAnswer(503, TEXT, "Not taken. Please call again.\n");
    }

    static CallAnswer refused(Refusal refusal) {
        return new CallAnswer(refusal.status(), TEXT, refusal.text() + "\n");
    }

    /** For a browser that opens the address. */
    public static CallAnswer postOnly() {
        return new CallAnswer(405, TEXT, "Meta's calls come to this address, by POST.\n");
    }
}
