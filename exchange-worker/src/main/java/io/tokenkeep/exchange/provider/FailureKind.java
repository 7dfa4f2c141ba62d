package io.tokenkeep.exchange.provider;

/** The classes of a provider's failures. The class alone decides what follows. */
public enum FailureKind {
    /** The same call may succeed later. */
    TRANSIENT,
    /** The request was not sent, so it had no effect. Otherwise like {@link #TRANSIENT}. */
    NOT_SENT,
    /**
     * An answer came that holds neither the result nor a readable refusal. The call may have had its effect, so a call that can
     * be made only once is repeated only a few times. Otherwise like {@link #TRANSIENT}.
     */
    UNREADABLE,
    /** Too many calls. The {@link Bucket} gets no calls for a while. */
    RATE_LIMITED,
    /** The person has to consent again. */
    REAUTHORIZE,
    /** The person has to do something at the provider first. */
    USER_ACTION,
    /** A permission was not granted, or was revoked. */
    PERMISSION_MISSING,
    /** App id, secret, redirect URI or tester list are wrong. Only the operator can repair it. */
    MISCONFIGURED,
    /** The provider has blocked or disabled the app, or has not approved it. Only the operator can repair it. */
    APP_BLOCKED,
    /** Calls from this server's address are not accepted. Only the operator can repair it. */
    HOST_REFUSED,
    /**
     * The code was obtained under another redirect URI. The app's own URI may be wrong only if other codes are refused alike.
     */
    REDIRECT_REFUSED,
    /**
     * The provider refused the client secret; another configured one may be accepted. Otherwise like {@link #MISCONFIGURED}.
     */
    SECRET_REFUSED,
    /**
     * The app is not set up for this person, who has not accepted an invitation, or it is not set up at all. The two cannot be
     * distinguished. So this person waits for the operator, and nobody else does.
     */
    NOT_SET_UP,
    /** The code was used or has expired. */
    CODE_SPENT,
    /** The provider asks for a smaller request of the same kind. Otherwise like {@link #TRANSIENT}. */
    TOO_MUCH_DATA,
    /** The provider rejects the request as invalid. */
    BAD_REQUEST;

    /** Whether the provider looked at the request itself. Then its app is neither over a limit nor configured wrongly. */
    public boolean isAboutTheRequest() {
        return switch (this) {
            case REAUTHORIZE, USER_ACTION, PERMISSION_MISSING, NOT_SET_UP, CODE_SPENT, BAD_REQUEST -> true;
            case TRANSIENT,
                    NOT_SENT,
                    UNREADABLE,
                    TOO_MUCH_DATA,
                    RATE_LIMITED,
                    MISCONFIGURED,
                    SECRET_REFUSED,
                    APP_BLOCKED,
                    HOST_REFUSED,
                    REDIRECT_REFUSED -> false;
        };
    }

    /** Whether the provider decided nothing, so that the same call may be made again. */
    public boolean isUndecided() {
        return this == TRANSIENT || this == NOT_SENT || this == UNREADABLE || this == TOO_MUCH_DATA;
    }

    /** Whether the provider may have acted on the request although no result came. */
    public boolean mayHaveHadEffect() {
        return this == TRANSIENT || this == UNREADABLE;
    }
}
