package io.tokenkeep.simulator.registry;

/**
 * The points on which Meta's pages and observed behaviour disagree, or which they leave open. With all switches off,
 * the simulator has the newest documented behaviour, or the observed one where integrations agree on it (K31). Each
 * switch selects one variant. The numbers are those of docs/contradictions.md.
 */
public enum Switch {
    /** Spaces separate scopes as commas do; documented, but reported not to work. */
    K2_SPACES_SEPARATE_SCOPES,
    /** A cancel has {@code acceess_denied}, as the parameter table spells it. */
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
    /** A cancel at Facebook has no {@code error_code} and has the older texts. */
    K18_OLD_CANCEL,
    /**
     * A grant at Facebook comes back as a failure: {@code error_code} and {@code error_message} without {@code
     * error}.
     */
    K19_FAILURE_WITHOUT_ERROR,
    /** {@code fb_exchange_token} answers without an expiry; only {@code debug_token} has it. */
    K22_NO_EXPIRY,
    /** {@code fb_exchange_token} calls the expiry {@code expires}. */
    K23_EXPIRES,
    /** Facebook answers tokens as a query string in plain text. */
    K24_QUERY_STRING,
    /** {@code fb_exchange_token} of a long-lived token returns another token with a full lifetime. */
    K25_NEW_TOKEN,
    /** {@code fb_exchange_token} of a long-lived token extends it, once a day at most. */
    K25_ONCE_A_DAY,
    /** The consent page under {@code api.instagram.com} answers, as it did until 2026-08. */
    K27_OLD_HOST_ANSWERS,
    /** Instagram answers a code with an object in a list, as documented, instead of the flat one observed live. */
    K31_WRAPPED,
    /** Instagram answers a code with {@code user_id} as text, as documented, instead of the number observed live. */
    K31_ID_AS_TEXT,
    /** Instagram answers a code with {@code permissions} as text, as documented, instead of the array observed live. */
    K31_PERMISSIONS_AS_TEXT,
    /** Instagram answers a code with the professional account's id instead of the app-scoped one. */
    K32_ACCOUNT_ID,
    /** Instagram refuses a spent code as "This authorization code has been used". */
    K33_CODE_HAS_BEEN_USED,
    /** Instagram refuses a spent code with the text of a wrong redirect URI. */
    K33_VERIFICATION_CODE,
    /** Instagram refuses a wrong secret with code 1, as Facebook does, instead of 100. */
    K34_CODE_1,
    /** Tokens of private Instagram accounts are not refreshed. */
    K35_PRIVATE_NOT_REFRESHED,
    /** Instagram's {@code /me} is wrapped in a list. */
    K36_WRAPPED,
    /** {@code DELETE permissions} answers {@code {"success":true}} instead of {@code true}, and the reverse. */
    K39_REVERSED,
    /** The header of business use cases is called {@code X-Business-Use-Case}. */
    K40_SHORT_HEADER_NAME,
    /** Facebook Login for Business: a person who declines one scope has granted none. */
    K42_ALL_OR_NOTHING,
    /** Threads reports a dead token as an object that does not exist (code 100). */
    K43_DEAD_TOKEN_IS_MISSING,
    /** A POST with {@code method=delete} is a DELETE, as for apps from before v27. */
    K46_METHOD_OVERRIDE,
    /** A checkpoint is reported by its message text alone, without a subcode. */
    K47_CHECKPOINT_WITHOUT_SUBCODE,
    /** A checkpoint is reported with the text of a suspended account and subcode 0. */
    K47_SUSPENDED_ACCOUNT,
    /** Facebook refuses a person's live token as one of the wrong kind (190 without a subcode). */
    K48_WRONG_KIND_OF_TOKEN,
    /** {@code debug_token} returns {@code user_id} as a number, as in old answers. */
    K38_USER_ID_AS_NUMBER,
    /** {@code debug_token} answers an unknown token with an empty array in place of the object. */
    K38_EMPTY_DATA_AS_ARRAY,
    /**
     * Pages that a business portfolio holds are not in the person's list; inspection and the portfolio's lists show
     * them.
     */
    K41_PORTFOLIO_PAGES_NOT_LISTED,
    /** The scopes that {@code debug_token} returns name no Pages, which means all of them. */
    K41_SCOPES_NAME_NO_PAGES,
    /** Pages that a business portfolio holds cannot be read by their id. */
    K41_PORTFOLIO_PAGES_NOT_READABLE,
    /** The person's list of Pages is empty. */
    K44_EMPTY_LIST,
    /** The person's list of Pages lacks every second one. */
    K44_SHORT_LIST,
    /** Every second Page in the person's list has no token. */
    K44_LIST_LACKS_TOKENS,
    /** Pages have no field {@code instagram_business_account}. */
    K45_NO_INSTAGRAM_FIELD,
    /** Pages have no field {@code tasks}. */
    K45_NO_TASKS_FIELD,
    /** A list of Pages with {@code instagram_business_account} among its fields is refused with code 10. */
    K45_INSTAGRAM_IS_CODE_10,
    /** A list of Pages with {@code instagram_business_account} among its fields is refused with code 200. */
    K45_INSTAGRAM_IS_CODE_200,
    /**
     * A list of more than ten Pages at once fails with status 500, code 1 and a text that asks to reduce the amount
     * of data.
     */
    K45_LESS_DATA,
    /** A code exchange answers with {@code expires_in}, which no example shows but some clients expect. */
    CODE_ANSWER_HAS_EXPIRY,
    /** Facebook answers a code without {@code expires_in}. */
    CODE_ANSWER_LACKS_EXPIRY,
    /** Facebook answers a code with a token that is long-lived already. */
    CODE_GIVES_LONG_LIVED,
    /** Facebook's long-lived tokens do not expire. */
    LONG_LIVED_NEVER_EXPIRES,
    /** Tokens of system users expire after sixty days instead of never. */
    SYSTEM_USER_EXPIRES,
    /** The second page of a list of Pages is empty, though others follow. */
    EMPTY_MIDDLE_PAGE,
    /** The link to the next page of a list names another host. */
    NEXT_NAMES_OTHER_HOST,
    /** Once the access to data has lapsed, Facebook answers with less data, or none, instead of 493. */
    LAPSED_IS_EMPTY,
    /**
     * Instagram refuses a wrong secret, another product's token and, in development mode, a person who has not
     * accepted the invitation, with the misleading "Unsupported request - method type: get".
     */
    MISLEADING_METHOD_ERROR,
    /** Instagram's Graph errors other than faults are of type {@code IGApiException}. */
    ERRORS_OF_INSTAGRAM_TYPE,
    /** Facebook: another consent changes the choice of Pages for its own tokens only, not for earlier ones. */
    EACH_TOKEN_KEEPS_ITS_PAGES,
    /** Facebook's {@code debug_token} leaves out {@code issued_at}. */
    DEBUG_LACKS_ISSUED_AT,
    /** A cancel at Threads or Instagram has the description of a permissions error. */
    CANCEL_IS_PERMISSIONS_ERROR,
    /** Refused codes at Facebook have no subcode, as in older answers. */
    NO_CODE_SUBCODES,
    /** Graph errors other than faults are of type {@code THApiException}, as observed. */
    ERRORS_OF_THREADS_TYPE,
    /** The authorize page refuses an unknown app with the older 1349026 instead of 4476002. */
    OLD_NUMBER_OF_UNKNOWN_APP,
    /** The redirect after a cancel has no {@code state}. */
    CANCEL_DROPS_STATE,
    /**
     * Only https redirect URIs are accepted and only https apps are called, as at Meta. Off by default for localhost.
     */
    REQUIRE_HTTPS,
    /**
     * A call with a person's token is refused without {@code appsecret_proof}, as with the dashboard's "Require App
     * Secret". When off, a proof is checked if there is one. The upgrade contains the secret itself and needs no proof.
     */
    REQUIRE_APP_SECRET,
    /** Only testers can authorize: the app is not published. */
    DEVELOPMENT_MODE,
    /** {@code debug_token} answers for every person's token, not only for testers'. */
    DEBUG_OPEN_TO_ALL,
    /** A refresh extends the presented token instead of issuing another. */
    REFRESH_KEEPS_TOKEN,
    /** A refresh makes the presented token invalid (subcode 467). */
    REFRESH_KILLS_OLD_TOKEN,
    /** A refresh before the minimum age is refused with code 10 instead of 100. */
    EARLY_REFRESH_IS_CODE_10,
    /** A second use of a code revokes every token that came from it (RFC 6749, section 4.1.2). */
    SECOND_USE_REVOKES,
    /** A dead token is answered with HTTP 401 instead of 400. */
    TOKEN_ERRORS_ARE_401,
    /** A call with a parameter that is not documented for it, or without a required one, is refused and recorded. */
    STRICT
}
