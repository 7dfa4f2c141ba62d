package io.tokenkeep.simulator.http;

import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.OpaqueText;
import io.tokenkeep.simulator.registry.Provider;
import io.tokenkeep.simulator.registry.Switch;
import io.tokenkeep.simulator.registry.Switches;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The Graph errors that every product's endpoints answer, with Meta's texts. Safe for use by many threads. */
public final class GraphErrors {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss zzz", Locale.US)
            .withZone(ZoneId.of("America/Los_Angeles"));
    private static final String PREFIX = "Error validating access token: ";

    private final OpaqueText text;
    private final Switches switches;
    private final Provider provider;

    public GraphErrors(OpaqueText text, Switches switches, Provider provider) {
        this.text = text;
        this.switches = switches;
        this.provider = provider;
    }

    public Answer answer(GraphEnvelope error) {
        return error.answer(text.traceId(), type());
    }

    public Answer answer(int code, String message) {
        return answer(GraphEnvelope.of(400, code, message));
    }

    public Answer invalidParameter(String message) {
        return answer(100, message);
    }

    /** No such token was ever issued, or it is not remembered. */
    public Answer unreadableToken() {
        return answer(GraphEnvelope.of(tokenStatus(), 190, "Invalid OAuth access token - Cannot parse access token"));
    }

    public Answer deadToken(int subcode, IssuedToken token, Instant now) {
        if (provider == Provider.THREADS && !token.isRestorable() && switches.isOn(Switch.K43_DEAD_TOKEN_IS_MISSING)) {
            return answer(100, "The requested resource does not exist");
        }
        JsonObject reported = inspected(switches, subcode, token, now);
        GraphEnvelope error =
                GraphEnvelope.of(tokenStatus(), reported.getInteger("code"), reported.getString("message"));
        return answer(reported.containsKey("subcode") ? error.withSubcode(reported.getInteger("subcode")) : error);
    }

    /** The reason why a token is refused, as inspection has it. A checkpoint may have only a text (K47). */
    public static JsonObject inspected(Switches switches, int subcode, IssuedToken token, Instant now) {
        var error = new JsonObject().put("code", 190);
        if (subcode == IssuedToken.CHECKPOINTED && switches.isOn(Switch.K47_SUSPENDED_ACCOUNT)) {
            return error.put("message", PREFIX + "Session key is malformed because of invalid user id.")
                    .put("subcode", 0);
        }
        error.put("message", reason(subcode, token, now));
        return subcode == IssuedToken.CHECKPOINTED && switches.isOn(Switch.K47_CHECKPOINT_WITHOUT_SUBCODE)
                ? error
                : error.put("subcode", subcode);
    }

    /** Meta's text for the reason why a token is refused. */
    private static String reason(int subcode, IssuedToken token, Instant now) {
        return PREFIX
                + switch (subcode) {
                    case IssuedToken.EXPIRED ->
                        "Session has expired on " + WHEN.format(token.expiresAt()) + ". The current time is "
                                + WHEN.format(now) + ".";
                    case IssuedToken.REMOVED_APP -> "The user has not authorized application " + token.clientId() + ".";
                    case IssuedToken.CHECKPOINTED ->
                        "You cannot access the app till you log in to"
                                + " www." + token.provider().name().toLowerCase(Locale.ROOT)
                                + ".com and follow the instructions given.";
                    case IssuedToken.PASSWORD_CHANGED ->
                        "The session has been invalidated because the user changed"
                                + " their password or Facebook has changed the session for security reasons.";
                    case IssuedToken.UNCONFIRMED ->
                        "Sessions for the user are not allowed because the user is not a" + " confirmed user.";
                    case IssuedToken.GRANT_LAPSED ->
                        "The user has been inactive in the application for more than 90" + " days.";
                    case IssuedToken.ROLE_LOST ->
                        "The user must be an administrator, editor, or moderator of the page in order to impersonate"
                                + " it.";
                    default -> "The session is invalid.";
                };
    }

    private String type() {
        if (provider == Provider.THREADS && switches.isOn(Switch.ERRORS_OF_THREADS_TYPE)) {
            return "THApiException";
        }
        return provider == Provider.INSTAGRAM && switches.isOn(Switch.ERRORS_OF_INSTAGRAM_TYPE)
                ? "IGApiException"
                : "OAuthException";
    }

    /** An error whose type does not depend on the product. */
    public Answer answer(GraphEnvelope error, String type) {
        return error.answer(text.traceId(), type);
    }

    private int tokenStatus() {
        return switches.isOn(Switch.TOKEN_ERRORS_ARE_401) ? 401 : 400;
    }
}
