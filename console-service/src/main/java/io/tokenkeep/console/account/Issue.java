package io.tokenkeep.console.account;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Something about an account that somebody at the agency should know.
 *
 * @param text what is the case, one English sentence
 * @param advice what to do about it; null if it passes by itself, or nothing can be done
 */
record Issue(Code code, String text, @Nullable String advice) {

    /** As the contract has them. A code keeps its meaning; more may be added. */
    enum Code {
        /** The access ends soon, and the provider does not extend it. */
        ENDS_SOON,
        CONSENT_NEEDED,
        PERSON_MUST_ACT,
        APP_REMOVED,
        DISCONNECTED,
        PROVIDER_FAILS,
        RATE_LIMITED,
        TOKEN_REFUSED,
        CALL_REFUSED,
        APP_REFUSED,
        KEY_MISSING,
        REFRESH_TOKEN_SPENT,
        CANNOT_READ,
        CANNOT_PUBLISH,
        CANNOT_SEE_INSIGHTS,
        PERMISSION_MISSING,
        PAGES_MISSING,
        PAGES_NOT_READ,
        CLIENT_CONFLICT,
        DATA_ACCESS_ENDS,
        DATA_ACCESS_ENDED,
        NOT_EXTENDED
    }

    static Issue of(Code code, String text) {
        return new Issue(code, text, null);
    }

    JsonObject json() {
        return AccountJson.putIfSet(new JsonObject().put("code", code.name()).put("text", text), "advice", advice);
    }
}
