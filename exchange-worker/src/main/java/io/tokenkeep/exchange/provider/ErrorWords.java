package io.tokenkeep.exchange.provider;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What errors say in words where numbers leave it open. Pure; takes words in lower case. */
final class ErrorWords {

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

    private ErrorWords() {}

    /** Complaints about secret, app or redirect URI come under several codes, so here the words decide. */
    static @Nullable FailureKind named(Endpoint endpoint, String words) {
        if (words.contains("client secret")
                || words.contains("client_secret")
                || words.contains("invalid appsecret_proof")) {
            return FailureKind.SECRET_REFUSED;
        }
        // Instagram's word for an app or tester that is not set up. Elsewhere it is about one object.
        if (endpoint.isExchange() && words.contains("unsupported request - method type")) {
            return FailureKind.NOT_SET_UP;
        }
        if (REDIRECT.matcher(words).find()) {
            boolean ofThisCode = endpoint == Endpoint.EXCHANGE
                    && !NOT_REGISTERED.matcher(words).find();
            return ofThisCode ? FailureKind.REDIRECT_REFUSED : FailureKind.MISCONFIGURED;
        }
        boolean configuration = APP.matcher(words).find()
                || words.contains("invalid platform app")
                // "Require App Secret" is on.
                || words.contains("appsecret_proof");
        return configuration ? FailureKind.MISCONFIGURED : null;
    }

    /** What is told of a session by words alone; null when they do not tell. */
    static @Nullable FailureKind session(String words) {
        if (ACTION.matcher(words).find()) {
            return FailureKind.USER_ACTION;
        }
        return TOKEN_KIND.matcher(words).find() ? FailureKind.BAD_REQUEST : null;
    }

    /** Whom a refusal is about, if not the person who gave the token. */
    static @Nullable FailureKind blamed(String words) {
        return switch (BlameWords.of(words)) {
            case PERSON -> null;
            case TESTER -> FailureKind.NOT_SET_UP;
            case APP -> FailureKind.APP_BLOCKED;
            case HOST -> FailureKind.HOST_REFUSED;
        };
    }

    static boolean speakOfALimit(String words) {
        return LIMIT.matcher(words).find();
    }

    static boolean nameTheApp(String words) {
        return THE_APP.matcher(words).find();
    }

    static boolean speakOfSomethingMissing(String words) {
        return words.contains("does not exist");
    }

    static boolean speakOfARole(String words) {
        return ROLE.matcher(words).find();
    }

    static boolean speakOfTheCode(String words) {
        return CODE.matcher(words).find();
    }
}
