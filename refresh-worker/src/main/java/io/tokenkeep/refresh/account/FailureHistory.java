package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.FailureClass;
import io.tokenkeep.avro.RefreshOutcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with an account since its last success. {@code tries} sets the next delay. {@code failures} counts those that
 * are about the account and not about its app. {@code silent} counts commands in a row without an answer.
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

    /** A failure as the provider reported it. */
    record Failure(
            FailureClass failureClass,
            @Nullable Integer code,
            @Nullable Integer subcode) {

        static Failure of(RefreshOutcome outcome) {
            return new Failure(outcome.getFailureClass(), outcome.getErrorCode(), outcome.getErrorSubcode());
        }

        /** Whether the failure is about the account, and not about its app, the provider or us. */
        boolean ofAccount() {
            return switch (failureClass) {
                case REAUTHORIZE, USER_ACTION, PERMISSION_MISSING, CODE_SPENT, BAD_REQUEST, REFRESH_TOKEN_SPENT -> true;
                case UNKNOWN, NONE, TRANSIENT, RATE_LIMITED, MISCONFIGURED, KEY_UNKNOWN -> false;
            };
        }
    }

    /** An attempt failed because of the account, and consumers read so. */
    FailureHistory failed(Failure failure) {
        return new FailureHistory(tries + 1, silent, failures + 1, true, refusedAt, failure, userActionSince);
    }

    /** An attempt failed because of the app, the keys or the time. The account itself does not count as failing. */
    FailureHistory delayed(@Nullable Failure failure) {
        return new FailureHistory(
                tries + 1, silent, failures, failing, refusedAt, failure == null ? last : failure, userActionSince);
    }

    /** Whether the last attempt failed, and not because of the account. */
    boolean failsByOthers() {
        return tries > 0 && (last == null || !last.ofAccount());
    }

    /** {@code at}: null if an earlier refusal is no evidence any more. */
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

    /** The record was published. Other attempts start again, unless the account itself fails. */
    FailureHistory published() {
        return failing ? this : new FailureHistory(0, silent, failures, false, refusedAt, null, userActionSince);
    }

    FailureHistory answered() {
        return silent == 0 ? this : new FailureHistory(tries, 0, failures, failing, refusedAt, last, userActionSince);
    }
}
