package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.RefreshOutcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with an account since its last success. Tries set the next delay; failures are those that are about
 * the account and not about its app; silent counts commands in a row that nobody answered.
 */
record FailureHistory(
        int tries,
        int silent,
        int failures,
        boolean failing,
        @Nullable Instant refusedAt,
        @Nullable Failure last,
        @Nullable Instant userActionSince) {

    static final FailureHistory NONE = new FailureHistory(0, 0, 0, false, null, null, null);

    /** How the provider put it. */
    record Failure(
            FailureClass failureClass,
            @Nullable Integer code,
            @Nullable Integer subcode) {

        static Failure of(RefreshOutcome outcome) {
            return new Failure(outcome.getFailureClass(), outcome.getErrorCode(), outcome.getErrorSubcode());
        }

        /** Whether it is about the account and not about its app, the provider or us. */
        boolean ofAccount() {
            return switch (failureClass) {
                case REAUTHORIZE, USER_ACTION, PERMISSION_MISSING, CODE_SPENT, BAD_REQUEST -> true;
                case UNKNOWN, NONE, TRANSIENT, RATE_LIMITED, MISCONFIGURED, KEY_UNKNOWN -> false;
            };
        }
    }

    /** An attempt failed because of the account, and consumers read so. */
    FailureHistory failed(Failure failure) {
        return new FailureHistory(tries + 1, silent, failures + 1, true, refusedAt, failure, userActionSince);
    }

    /** An attempt failed because of the app, the keys or the time; the account is not marked. */
    FailureHistory delayed(@Nullable Failure failure) {
        return new FailureHistory(
                tries + 1, silent, failures, failing, refusedAt, failure == null ? last : failure, userActionSince);
    }

    /** Whether the last attempt failed, and not because of the account. */
    boolean failsByOthers() {
        return tries > 0 && (last == null || !last.ofAccount());
    }

    /** Null: what was refused before is no evidence any more. */
    FailureHistory refused(@Nullable Instant at) {
        return new FailureHistory(tries, silent, failures, failing, at, last, userActionSince);
    }

    FailureHistory verified() {
        return new FailureHistory(tries, silent, failures, failing, null, last, null);
    }

    /** The provider says that the person must act there first. */
    FailureHistory waitsForPerson(Instant now) {
        return new FailureHistory(
                tries, silent, failures, failing, refusedAt, last, userActionSince == null ? now : userActionSince);
    }

    FailureHistory unanswered() {
        return new FailureHistory(tries, silent + 1, failures, failing, refusedAt, last, userActionSince);
    }

    /** The record was published: other attempts start again, unless the account itself fails. */
    FailureHistory published() {
        return failing ? this : new FailureHistory(0, silent, failures, false, refusedAt, null, userActionSince);
    }

    FailureHistory answered() {
        return silent == 0 ? this : new FailureHistory(tries, 0, failures, failing, refusedAt, last, userActionSince);
    }
}
