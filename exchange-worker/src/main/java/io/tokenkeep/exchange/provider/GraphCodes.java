package io.tokenkeep.exchange.provider;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The table of Graph error codes and subcodes, as far as they concern tokens. Pure. */
final class GraphCodes {

    private static final int BLOCKED = 368;
    private static final int INCONSISTENT_VOLUME = 1996;

    /** A block for abuse is no matter of seconds, and further calls lengthen it. */
    private static final Duration BLOCKED_PAUSE = Duration.ofMinutes(15);

    private GraphCodes() {}

    /** Whose limit a code speaks of; NONE when it speaks of none. */
    static Bucket bucket(@Nullable Integer code) {
        if (code == null) {
            return Bucket.NONE;
        }
        return switch (code) {
            case 4, 341 -> Bucket.APP;
            case 17, 613, BLOCKED -> Bucket.USER;
            case 32, 80000, 80001, 80002, 80003, 80004, 80005, 80006, 80008, 80009, 80014 -> Bucket.OBJECT;
            default -> Bucket.NONE;
        };
    }

    /** Whether the provider complains of more than a number of calls: people have to look into that. */
    static boolean isSuspicion(@Nullable Integer code, @Nullable Integer subcode) {
        boolean inconsistent = code != null && code == 613 && subcode != null && subcode == INCONSISTENT_VOLUME;
        return inconsistent || (code != null && code == BLOCKED);
    }

    /** How long a limit lasts whose answer does not tell; null when nothing is known. */
    static @Nullable Duration pause(@Nullable Integer code) {
        return code != null && code == BLOCKED ? BLOCKED_PAUSE : null;
    }

    /** The class of a code that is no limit. {@code permanent}: the answer says of itself that it is not transient. */
    static FailureKind kind(Endpoint endpoint, int code, @Nullable Integer subcode, String message, boolean permanent) {
        if (code >= 200 && code <= 299) {
            return FailureKind.PERMISSION_MISSING;
        }
        return switch (code) {
            case 1 -> permanent && subcode != null ? FailureKind.BAD_REQUEST : FailureKind.TRANSIENT;
            case 2 -> FailureKind.TRANSIENT;
            case 3, 10 -> FailureKind.PERMISSION_MISSING;
            case 100 -> parameter(endpoint, subcode, message);
            case 101, 104, 191 -> FailureKind.MISCONFIGURED;
            case 102, 190 -> session(subcode, message);
            // Subcodes of 190, which some edges give as the code.
            case 452, 456, 457, 458, 460, 461, 462, 463, 465, 466, 467, 468, 492, 493 -> FailureKind.REAUTHORIZE;
            case 459, 464 -> FailureKind.USER_ACTION;
            case 1349245, 4476002, 1349026, 1349187 -> FailureKind.MISCONFIGURED;
            default -> FailureKind.BAD_REQUEST;
        };
    }

    private static FailureKind parameter(Endpoint endpoint, @Nullable Integer subcode, String message) {
        if (subcode != null && (subcode == 36007 || subcode == 36009)) {
            return FailureKind.CODE_SPENT;
        }
        if (subcode != null && subcode == 36008) {
            return endpoint == Endpoint.EXCHANGE ? FailureKind.REDIRECT_REFUSED : FailureKind.MISCONFIGURED;
        }
        if (message.contains("authorization code") || message.contains("verification code format")) {
            return FailureKind.CODE_SPENT;
        }
        return message.contains("permission") ? FailureKind.PERMISSION_MISSING : FailureKind.BAD_REQUEST;
    }

    /** 190 without a subcode also comes for a missing Page permission; only its words tell. */
    private static FailureKind session(@Nullable Integer subcode, String message) {
        if (subcode != null && (subcode == 459 || subcode == 464)) {
            return FailureKind.USER_ACTION;
        }
        return subcode == null && message.contains("permission")
                ? FailureKind.PERMISSION_MISSING
                : FailureKind.REAUTHORIZE;
    }
}
