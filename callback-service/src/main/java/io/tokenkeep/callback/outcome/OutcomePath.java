package io.tokenkeep.callback.outcome;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of an authorization's page: its id, until when it may still be at work, and the pass to start over if it
 * fails. All come from the state, so the same redirect has the same address at every instance. None reveals a
 * code; the id is a 128-bit hash that nobody can guess.
 */
public final class OutcomePath {

    /** Route and parameter names. */
    public static final String ROUTE = "/authorizations/";

    public static final String UNTIL = "until";
    public static final String PASS = "again";

    /** A code is valid for one hour (Threads, Get access tokens), counted from the last moment at which it can be obtained. */
    private static final Duration CODE_LIFETIME = Duration.ofHours(1);

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,11}");

    private OutcomePath() {}

    public static String of(String authorizationId, Instant stateExpiresAt, String pass) {
        return ROUTE + authorizationId + "?" + UNTIL + "="
                + stateExpiresAt.plus(CODE_LIFETIME).getEpochSecond() + "&" + PASS + "=" + pass;
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    static Instant until(@Nullable String text) {
        return text != null && SECONDS.matcher(text).matches()
                ? Instant.ofEpochSecond(Long.parseLong(text))
                : Instant.EPOCH;
    }
}
