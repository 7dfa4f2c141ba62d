package io.tokenkeep.console.api;

import io.vertx.core.json.JsonObject;

/**
 * An error as RFC 9457 describes it.
 *
 * @param type a word that programs may compare; sent as {@code urn:tokenkeep:problem:<type>}
 * @param title the same for every problem of this type
 * @param detail what happened to this request, and what to do about it; never a secret
 */
public record Problem(int status, String type, String title, String detail) {

    static final String CONTENT_TYPE = "application/problem+json";
    static final String TYPE_PREFIX = "urn:tokenkeep:problem:";

    JsonObject json() {
        return new JsonObject()
                .put("type", TYPE_PREFIX + type)
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
    }

    /** The failure to throw. */
    public Refused exception() {
        return new Refused(this);
    }

    /** A request that is answered with a problem. Has no stack trace, because it is no mistake of this program. */
    public static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient Problem problem;

        private Refused(Problem problem) {
            super(problem.type(), null, false, false);
            this.problem = problem;
        }

        public Problem problem() {
            return problem;
        }
    }

    public static Problem invalid(String detail) {
        return new Problem(400, "invalid-request", "The request is not valid", detail);
    }

    public static Problem unauthorized(String detail) {
        return new Problem(401, "unauthorized", "A valid API key is needed", detail);
    }

    public static Problem forbidden(String detail) {
        return new Problem(403, "forbidden", "The API key may not do this", detail);
    }

    /** For what does not exist, and for what the API key does not see. */
    public static Problem notFound(String what) {
        return new Problem(
                404, "not-found", "There is no such resource", "There is no " + what + " that this API key sees.");
    }

    static Problem methodNotAllowed() {
        return new Problem(
                405,
                "method-not-allowed",
                "The resource has no such method",
                "The OpenAPI document lists its methods.");
    }

    public static Problem exists(String what) {
        return new Problem(
                409, "exists", "The id is taken", "There is " + what + " already. Change it, or choose another id.");
    }

    public static Problem conflict() {
        return new Problem(
                409,
                "conflict",
                "Somebody else changed the resource at the same time",
                "Nothing was changed. Read the resource and decide again.");
    }

    /** For what needs a setting that has no value. */
    public static Problem notSetUp(String detail) {
        return new Problem(409, "not-set-up", "This installation is not set up for it", detail);
    }

    public static Problem preconditionFailed(long current) {
        return new Problem(
                412,
                "precondition-failed",
                "The resource has another version",
                "The current version is " + current + ". Nothing was changed. Read the resource and decide again.");
    }

    static Problem tooLarge(long limit) {
        return new Problem(
                413, "too-large", "The body is too large", "This request may have a body of " + limit + " bytes.");
    }

    static Problem unsupportedMediaType() {
        return new Problem(
                415,
                "unsupported-media-type",
                "The body has another form than the contract says",
                "Send the Content-Type that the OpenAPI document names for this request.");
    }

    public static Problem keyReused() {
        return new Problem(
                422,
                "idempotency-key-reused",
                "The Idempotency-Key belongs to another request",
                "A request with other content came with this Idempotency-Key within the last day. Choose a new one.");
    }

    static Problem rateLimited(String detail) {
        return new Problem(429, "rate-limited", "Too many requests", detail);
    }

    static Problem broken() {
        return new Problem(
                500,
                "broken",
                "The request failed by a mistake of this program",
                "Its log has the place. The request may have taken effect.");
    }

    public static Problem notReady(String detail) {
        return new Problem(503, "not-ready", "This instance cannot answer now", detail);
    }

    public static Problem full(String detail) {
        return new Problem(507, "full", "There is no room for more", detail);
    }
}
