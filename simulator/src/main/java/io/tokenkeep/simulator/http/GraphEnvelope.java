package io.tokenkeep.simulator.http;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The error object of the Graph API; omits subcode and {@code is_transient} where unknown. */
public record GraphEnvelope(
        int status,
        int code,
        @Nullable Integer subcode,
        String message,
        @Nullable Boolean isTransient) {

    public static GraphEnvelope of(int status, int code, String message) {
        return new GraphEnvelope(status, code, null, message, null);
    }

    public GraphEnvelope withSubcode(int value) {
        return new GraphEnvelope(status, code, value, message, isTransient);
    }

    public GraphEnvelope withTransient(boolean value) {
        return new GraphEnvelope(status, code, subcode, message, value);
    }

    public Answer answer(String traceId) {
        return answer(traceId, "OAuthException");
    }

    public Answer answer(String traceId, String type) {
        var error = new JsonObject().put("message", message).put("type", type).put("code", code);
        if (subcode != null) {
            error.put("error_subcode", subcode);
        }
        if (isTransient != null) {
            error.put("is_transient", isTransient);
        }
        error.put("fbtrace_id", traceId);
        Answer answer =
                Answer.json(status, new JsonObject().put("error", error)).with("x-fb-trace-id", traceId);
        return status < 500 ? answer.with("WWW-Authenticate", challenge()) : answer;
    }

    private boolean isAboutCode() {
        return message.startsWith("Invalid verification code")
                || message.startsWith("This authorization code")
                || message.startsWith("Error validating verification code");
    }

    private String challenge() {
        String kind = code == 190 ? "invalid_token" : isAboutCode() ? "invalid_code" : "invalid_request";
        String oneLine = message.replace('"', '\'').replaceAll("[\\x00-\\x1f\\x7f-\\uffff]", " ");
        return "OAuth \"Facebook Platform\" \"" + kind + "\" \"" + oneLine + "\"";
    }
}
