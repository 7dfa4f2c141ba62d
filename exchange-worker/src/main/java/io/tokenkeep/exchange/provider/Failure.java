package io.tokenkeep.exchange.provider;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call that did not bring what was asked. Holds numbers and classes only: a provider's text may quote what was sent.
 *
 * @param pause how long the provider asks to be left alone; null when it did not say
 * @param missing whether the provider says that what was asked about does not exist
 * @param suspicion whether the provider suspects abuse, which waiting alone may not end: people have to look into that
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

    /** An answer that never came whole. The provider may have acted all the same. */
    public static Failure lost() {
        return new Failure(FailureKind.TRANSIENT, null, null, Bucket.NONE, null);
    }

    /** An answer that came and that nobody can read. */
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
