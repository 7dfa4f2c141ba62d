package io.tokenkeep.exchange.provider;

/** Classes of a provider's failures. The class alone decides what follows. */
public enum FailureKind {
    /** Worth another try as it is. */
    TRANSIENT,
    /**
     * An answer came that has neither what was asked for nor a refusal that can be read. The call may have had its effect,
     * so whatever can be done only once is not repeated for long. Else like {@link #TRANSIENT}.
     */
    UNREADABLE,
    /** Too many calls: the {@link Bucket} is left alone for a while. */
    RATE_LIMITED,
    /** The person has to consent again. */
    REAUTHORIZE,
    /** The person has to do something at the provider first. */
    USER_ACTION,
    /** A permission was not given or was taken back. */
    PERMISSION_MISSING,
    /** App id, secret, redirect URI or tester list are wrong: only the operator can mend it. */
    MISCONFIGURED,
    /** The provider has blocked or disabled the app, or has not approved it: only the operator can mend it. */
    APP_BLOCKED,
    /** Calls from this server's address are not accepted: only the operator can mend it. */
    HOST_REFUSED,
    /** This code was got under another redirect URI. The app's own may be wrong only if other codes are refused alike. */
    REDIRECT_REFUSED,
    /** The client secret was refused as a secret; another configured one may do. Else like {@link #MISCONFIGURED}. */
    SECRET_REFUSED,
    /**
     * The app is not set up for this person, who has yet to accept an invitation, or not at all. The two cannot be distinguished,
     * so whoever it is about waits for the operator, and nobody else does.
     */
    NOT_SET_UP,
    /** The code was used or has expired. */
    CODE_SPENT,
    /** The provider asks for a smaller request of the same kind. Else like {@link #TRANSIENT}. */
    TOO_MUCH_DATA,
    /** The provider cannot make sense of the call. */
    BAD_REQUEST;

    /** Whether the provider looked at what was asked: so its app is neither over a limit nor configured wrongly. */
    public boolean isAboutTheRequest() {
        return switch (this) {
            case REAUTHORIZE, USER_ACTION, PERMISSION_MISSING, NOT_SET_UP, CODE_SPENT, BAD_REQUEST -> true;
            case TRANSIENT,
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

    /** Whether the provider decided nothing: the call may be made again as it is. */
    public boolean isUndecided() {
        return this == TRANSIENT || this == UNREADABLE || this == TOO_MUCH_DATA;
    }
}
