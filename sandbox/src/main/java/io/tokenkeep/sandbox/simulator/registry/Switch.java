package io.tokenkeep.sandbox.simulator.registry;

/**
 * What Meta's pages and the field contradict each other about, or leave open. Everything off is the newest documented
 * behaviour; each switch turns one variant on.
 */
public enum Switch {
    /** Spaces separate scopes as commas do; documented, but reported not to work. */
    K2_SPACES_SEPARATE_SCOPES,
    /** A cancel says {@code acceess_denied}, as the parameter table spells it. */
    K5_MISSPELLED_CANCEL,
    /** {@code user_id} of a code exchange is a string instead of a number. */
    K8_USER_ID_AS_STRING,
    /** A code exchange answers without {@code token_type}, as before 2026-08-12. */
    K9_NO_TOKEN_TYPE,
    /** A refused code comes in the Graph envelope (code 100, subcodes 36007 to 36009) instead of the flat one. */
    K10_GRAPH_ERRORS,
    /** A code exchange refuses an unknown app or a wrong secret in the flat envelope instead of the Graph one. */
    K10_FLAT_CLIENT_ERRORS,
    /** The upgrade may also be a POST, and may go to {@code /oauth/access_token}. */
    K12_LENIENT_UPGRADE,
    /** A long-lived answer is {@code access_token} and {@code id}, without an expiry. */
    K14_ID_INSTEAD_OF_EXPIRY,
    /** A refresh does not extend the 90-day grant of a private profile. */
    K15_PRIVATE_GRANT_LAPSES,
    /** {@code debug_token} gives {@code user_id} as a number, as in old answers. */
    K38_USER_ID_AS_NUMBER,
    /** {@code debug_token} answers an unknown token with an empty array in place of the object. */
    K38_EMPTY_DATA_AS_ARRAY,
    /** A code exchange tells {@code expires_in}, which no example shows but some clients expect. */
    CODE_ANSWER_HAS_EXPIRY,
    /** Graph errors other than faults are of type {@code THApiException}, as in the field. */
    ERRORS_OF_THREADS_TYPE,
    /** The authorize page refuses an unknown app with the older 1349026 instead of 4476002. */
    OLD_NUMBER_OF_UNKNOWN_APP,
    /** A cancel comes back without {@code state}. */
    CANCEL_DROPS_STATE,
    /** Only https redirect URIs are let through and only https apps called, as at Meta; off for localhost's sake. */
    REQUIRE_HTTPS,
    /**
     * A call with a person's token is refused without {@code appsecret_proof}, as where the dashboard's "Require App
     * Secret" is on. Off, a proof is checked where there is one. The upgrade brings the secret itself and needs none.
     */
    REQUIRE_APP_SECRET,
    /** Only testers can authorize: the app is not published. */
    DEVELOPMENT_MODE,
    /** Everybody's token may ask {@code debug_token}, not testers' only. */
    DEBUG_OPEN_TO_ALL,
    /** A refresh extends the token it was given instead of issuing another. */
    REFRESH_KEEPS_TOKEN,
    /** A refresh makes the token it was given invalid (subcode 467). */
    REFRESH_KILLS_OLD_TOKEN,
    /** A refresh before its time is refused with code 10 instead of 100. */
    EARLY_REFRESH_IS_CODE_10,
    /** A second use of a code revokes every token that came from it (RFC 6749, section 4.1.2). */
    SECOND_USE_REVOKES,
    /** A dead token is answered with HTTP 401 instead of 400. */
    TOKEN_ERRORS_ARE_401
}
