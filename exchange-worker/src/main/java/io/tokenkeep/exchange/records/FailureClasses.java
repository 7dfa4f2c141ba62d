package io.tokenkeep.exchange.records;

import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import org.jspecify.annotations.Nullable;

/** Converts failures to the classes that records use. No side effects. */
public final class FailureClasses {

    private FailureClasses() {}

    public static FailureClass of(FailureKind kind) {
        return switch (kind) {
            case TRANSIENT, NOT_SENT, TOO_MUCH_DATA, UNREADABLE -> FailureClass.TRANSIENT;
            case RATE_LIMITED -> FailureClass.RATE_LIMITED;
            case REAUTHORIZE -> FailureClass.REAUTHORIZE;
            case USER_ACTION -> FailureClass.USER_ACTION;
            case PERMISSION_MISSING -> FailureClass.PERMISSION_MISSING;
            case MISCONFIGURED, SECRET_REFUSED, NOT_SET_UP, APP_BLOCKED, HOST_REFUSED -> FailureClass.MISCONFIGURED;
            case CODE_SPENT -> FailureClass.CODE_SPENT;
            case REDIRECT_REFUSED, BAD_REQUEST -> FailureClass.BAD_REQUEST;
        };
    }

    /** Null if nothing failed. */
    public static @Nullable FailureClass of(@Nullable Failure failure) {
        return failure == null ? null : of(failure.kind());
    }
}
