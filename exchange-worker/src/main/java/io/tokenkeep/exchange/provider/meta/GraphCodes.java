package io.tokenkeep.exchange.provider.meta;

import io.tokenkeep.exchange.provider.Bucket;
import io.tokenkeep.exchange.provider.Endpoint;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import io.tokenkeep.exchange.provider.meta.GraphBlameMessages.Blame;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The Graph error codes and subcodes that concern tokens. No side effects. */
final class GraphCodes {

    private static final int HOST = 5;
    private static final int PARAMETER = 100;
    private static final int SESSION = 190;
    private static final int BLOCKED = 368;
    private static final int INCONSISTENT_VOLUME = 1996;

    /** A block for abuse lasts longer than seconds, and further calls prolong it. */
    private static final Duration BLOCKED_PAUSE = Duration.ofMinutes(15);

    private GraphCodes() {}

    /** Whose limit a code is about; NONE if it is about no limit. */
    static Bucket bucket(@Nullable Integer code, String message) {
        if (code == null) {
            return Bucket.NONE;
        }
        return switch (code) {
            case 4, 341 -> Bucket.APP;
            case 17, 613 -> Bucket.USER;
            case BLOCKED -> GraphBlameMessages.of(message) == Blame.APP ? Bucket.APP : Bucket.USER;
            case 32, 80000, 80001, 80002, 80003, 80004, 80005, 80006, 80008, 80009, 80014 -> Bucket.OBJECT;
            default -> Bucket.NONE;
        };
    }

    /** Whether the provider complains about more than a number of calls. An operator has to check that. */
    static boolean isSuspicion(@Nullable Integer code, @Nullable Integer subcode) {
        boolean inconsistent = code != null && code == 613 && subcode != null && subcode == INCONSISTENT_VOLUME;
        return inconsistent || (code != null && code == BLOCKED);
    }

    /** Whether the granted permissions do not allow acting for a Page (contradiction K26). */
    static boolean isMissingImpersonation(Failure failure) {
        Integer code = failure.code();
        return failure.kind() == FailureKind.PERMISSION_MISSING && code != null && code == SESSION;
    }

    /** How long a limit lasts if the answer does not say; null if that is not known. */
    static @Nullable Duration pause(@Nullable Integer code) {
        return code != null && code == BLOCKED ? BLOCKED_PAUSE : null;
    }

    /** Whether the numbers alone decide, so that the message is not read. */
    static boolean isDecisive(int code, @Nullable Integer subcode) {
        return code == 191 || (subcode != null && Objects.equals(codeOf(subcode), code == 102 ? SESSION : code));
    }

    /** The code to which a subcode belongs, for answers that have only the subcode; null if it is not known. */
    static @Nullable Integer codeOf(@Nullable Integer subcode) {
        if (subcode == null) {
            return null;
        }
        return switch (subcode) {
            case 36007, 36008, 36009 -> (Integer) PARAMETER;
            case 452, 456, 457, 458, 459, 460, 461, 462, 463, 464, 465, 466, 467, 468, 492, 493 -> (Integer) SESSION;
            default -> null;
        };
    }

    /**
     * For a code whose message decides between app, host and person: the kind of the app's or the host's failure; null for the
     * person.
     */
    static @Nullable FailureKind blamed(int code, String message) {
        boolean open =
                switch (code) {
                    case 3, HOST, 10, 101, SESSION -> true;
                    default -> code >= 200 && code <= 299;
                };
        return open ? GraphErrorMessages.blamed(message) : null;
    }

    /** The class of a code that is no limit. {@code permanent}: the answer itself says that it is not transient. */
    static FailureKind kind(Endpoint endpoint, int code, @Nullable Integer subcode, String message, boolean permanent) {
        if (code >= 200 && code <= 299) {
            return FailureKind.PERMISSION_MISSING;
        }
        return switch (code) {
            case HOST -> FailureKind.HOST_REFUSED;
            case 1 -> permanent && subcode != null ? FailureKind.BAD_REQUEST : FailureKind.TRANSIENT;
            case 2 -> FailureKind.TRANSIENT;
            case 3, 10 -> FailureKind.PERMISSION_MISSING;
            case PARAMETER -> parameter(endpoint, subcode, message);
            case 101, 104, 191 -> FailureKind.MISCONFIGURED;
            case 102, SESSION -> session(subcode, message);
            // Subcodes of 190, which some edges return as the code.
            case 452, 456, 457, 458, 460, 461, 462, 463, 465, 466, 467, 468, 492, 493 -> FailureKind.REAUTHORIZE;
            case 459, 464 -> FailureKind.USER_ACTION;
            case 1349245 -> FailureKind.NOT_SET_UP;
            case 4476002, 1349026, 1349187 -> FailureKind.MISCONFIGURED;
            default -> FailureKind.BAD_REQUEST;
        };
    }

    private static FailureKind parameter(Endpoint endpoint, @Nullable Integer subcode, String message) {
        if (subcode != null && (subcode == 36007 || subcode == 36009)) {
            return FailureKind.CODE_SPENT;
        }
        if (subcode != null && subcode == 36008) {
            return endpoint == Endpoint.EXCHANGE ? FailureKind.REDIRECT_REFUSED : FailureKind.BAD_REQUEST;
        }
        if (GraphErrorMessages.nameTheCode(message)) {
            return FailureKind.CODE_SPENT;
        }
        return message.contains("permission") ? FailureKind.PERMISSION_MISSING : FailureKind.BAD_REQUEST;
    }

    /** 190 without a subcode also comes for other problems than a dead token. Only the message differs. */
    private static FailureKind session(@Nullable Integer subcode, String message) {
        if (subcode != null) {
            return subcode == 459 || subcode == 464 ? FailureKind.USER_ACTION : FailureKind.REAUTHORIZE;
        }
        FailureKind session = GraphErrorMessages.session(message);
        FailureKind blamed = session == null ? GraphErrorMessages.blamed(message) : session;
        if (blamed != null) {
            return blamed;
        }
        return message.contains("permission") ? FailureKind.PERMISSION_MISSING : FailureKind.REAUTHORIZE;
    }
}
