package io.tokenkeep.exchange.provider;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call that did not bring what was asked. Holds numbers and classes only: a provider's text may quote what was sent.
 *
 * @param pause how long the provider asks to be left alone; null when it did not say
 */
public record Failure(
        FailureKind kind,
        @Nullable Integer code,
        @Nullable Integer subcode,
        Bucket bucket,
        @Nullable Duration pause) {

    static Failure of(FailureKind kind, @Nullable Integer code, @Nullable Integer subcode) {
        return new Failure(kind, code, subcode, Bucket.NONE, null);
    }

    /** An answer that never came, or came in a form that tells nothing. The provider may have acted all the same. */
    static Failure lost() {
        return new Failure(FailureKind.TRANSIENT, null, null, Bucket.NONE, null);
    }

    static Failure limited(@Nullable Integer code, @Nullable Integer subcode, Bucket bucket, @Nullable Duration pause) {
        return new Failure(FailureKind.RATE_LIMITED, code, subcode, bucket, pause);
    }

    /** Whether the provider suspects abuse. Waiting alone may not end that. */
    public boolean isSuspicion() {
        return GraphCodes.isSuspicion(code, subcode);
    }

    /** Whether a Page may not be acted for with what was granted (contradiction K26). */
    boolean isMissingImpersonation() {
        return kind == FailureKind.PERMISSION_MISSING && code != null && code == 190;
    }

    Failure as(FailureKind other) {
        return new Failure(other, code, subcode, bucket, pause);
    }
}
