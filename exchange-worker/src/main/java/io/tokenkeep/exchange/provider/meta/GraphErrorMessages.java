package io.tokenkeep.exchange.provider.meta;

import io.tokenkeep.exchange.provider.Endpoint;
import io.tokenkeep.exchange.provider.FailureKind;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the messages of errors whose numbers do not decide. Takes messages in lower case. No side effects. */
final class GraphErrorMessages {

    private static final Pattern REDIRECT = Pattern.compile("redirect[ _]ur[il]");
    private static final Pattern NOT_REGISTERED =
            Pattern.compile("whitelist|white-list|allowlist|not (allowed|registered)|oauth settings|not in the");
    private static final Pattern APP = Pattern.compile("(client|app(lication)?)[ _]?id\\b|validating application");
    private static final Pattern THE_APP = Pattern.compile("\\bapp(lication)?\\b");
    private static final Pattern LIMIT = Pattern.compile(
            "rate[ -]?limit|too many|slow down|(request|call|app|application|user|usage) limit|limit (reached|exceeded)");
    private static final Pattern ACTION = Pattern.compile("\\b(till|until) you log ?in\\b|session key is malformed");
    private static final Pattern TOKEN_KIND = Pattern.compile(
            "must be called with|access[ _]token (is )?required|requires? an? (user|page|app) access[ _]token|token type");
    private static final Pattern ROLE = Pattern.compile("\\broles?\\b");
    private static final Pattern CODE = Pattern.compile("authorization code|verification code format");

    private GraphErrorMessages() {}

    /** Refusals of a secret, an app or a redirect URI come under several codes, so here the message decides. */
    static @Nullable FailureKind named(Endpoint endpoint, String message) {
        if (message.contains("client secret")
                || message.contains("client_secret")
                || message.contains("invalid appsecret_proof")) {
            return FailureKind.SECRET_REFUSED;
        }
        // On an exchange this is Instagram's text for an app or a tester that is not set up. Elsewhere it is about one
        // object.
        if (endpoint.isExchange() && message.contains("unsupported request - method type")) {
            return FailureKind.NOT_SET_UP;
        }
        if (REDIRECT.matcher(message).find()) {
            boolean ofThisCode = endpoint == Endpoint.EXCHANGE
                    && !NOT_REGISTERED.matcher(message).find();
            return ofThisCode ? FailureKind.REDIRECT_REFUSED : FailureKind.MISCONFIGURED;
        }
        boolean configuration = APP.matcher(message).find()
                || message.contains("invalid platform app")
                // The app has the setting "Require App Secret".
                || message.contains("appsecret_proof");
        return configuration ? FailureKind.MISCONFIGURED : null;
    }

    /** What a message alone says about a session; null if it says nothing. */
    static @Nullable FailureKind session(String message) {
        if (ACTION.matcher(message).find()) {
            return FailureKind.USER_ACTION;
        }
        return TOKEN_KIND.matcher(message).find() ? FailureKind.BAD_REQUEST : null;
    }

    /** Whom a refusal is about; null for the person who gave the token. */
    static @Nullable FailureKind blamed(String message) {
        return switch (GraphBlameMessages.of(message)) {
            case PERSON -> null;
            case TESTER -> FailureKind.NOT_SET_UP;
            case APP -> FailureKind.APP_BLOCKED;
            case HOST -> FailureKind.HOST_REFUSED;
        };
    }

    static boolean nameALimit(String message) {
        return LIMIT.matcher(message).find();
    }

    static boolean nameTheApp(String message) {
        return THE_APP.matcher(message).find();
    }

    static boolean nameSomethingMissing(String message) {
        return message.contains("does not exist");
    }

    static boolean nameARole(String message) {
        return ROLE.matcher(message).find();
    }

    static boolean nameTheCode(String message) {
        return CODE.matcher(message).find();
    }
}
