package io.tokenkeep.exchange.provider;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call that failed. Holds numbers and classes only, because a provider's text may quote the request.
 *
 * @param pause how long the provider asks to make no such call; null if it does not say
 * @param missing whether the provider says that the object of the call does not exist
 * @param suspicion whether the provider suspects abuse. Waiting alone may not end the suspicion
 */
public record Failure(
        FailureKind kind,
        @Nullable Integer code,
        @Nullable Integer subcode,
        Bucket bucket,
        @Nullable Duration pause,
        boolean missing,
        boolean suspicion) {

    /** A failure without suspicion. */
    public Failure(
            FailureKind kind,
            @Nullable Integer code,
            @Nullable Integer subcode,
            Bucket bucket,
            @Nullable Duration pause,
            boolean missing) {
        this(kind, code, subcode, bucket, pause, missing, false);
    }

    /** A failure that says nothing of what was asked about. */
    public Failure(
            FailureKind kind,
            @Nullable Integer code,
            @Nullable Integer subcode,
            Bucket bucket,
            @Nullable Duration pause) {
        this(kind, code, subcode, bucket, pause, false);
    }

    public static Failure of(FailureKind kind, @Nullable Integer code, @Nullable Integer subcode) {
        return new Failure(kind, code, subcode, Bucket.NONE, null);
    }

    /** No whole answer came. The provider may have acted all the same. */
    public static Failure lost() {
        return new Failure(FailureKind.TRANSIENT, null, null, Bucket.NONE, null);
    }

    /** The request was not sent: no connection was there in time, or it was no longer allowed. */
    public static Failure notSent() {
        return of(FailureKind.NOT_SENT, null, null);
    }

    /** An answer came that cannot be read. */
    public static Failure unreadable() {
        return of(FailureKind.UNREADABLE, null, null);
    }

    public static Failure limited(
            @Nullable Integer code, @Nullable Integer subcode, Bucket bucket, @Nullable Duration pause) {
        return new Failure(FailureKind.RATE_LIMITED, code, subcode, bucket, pause);
    }

    /** The same numbers, of another class. */
    public Failure as(FailureKind other) {
        return new Failure(other, code, subcode, bucket, pause, missing, suspicion);
    }

    public Failure asMissing() {
        return new Failure(kind, code, subcode, bucket, pause, true, suspicion);
    }

    public Failure asSuspicion() {
        return new Failure(kind, code, subcode, bucket, pause, missing, true);
    }
}
