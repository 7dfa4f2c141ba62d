package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.FailureClass;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with an account since its last success. Tries set the next delay; failures are those that are about
 * the account and not about its app; silent counts commands in a row that nobody answered.
 */
record Trouble(
        int tries,
        int silent,
        int failures,
        boolean failing,
        @Nullable Instant refusedAt,
        @Nullable Failure last,
        @Nullable Instant userActionSince) {

    static final Trouble NONE = new Trouble(0, 0, 0, false, null, null, null);

    /** How the provider put it. */
    record Failure(
            FailureClass failureClass,
            @Nullable Integer code,
            @Nullable Integer subcode) {

        /** Whether it is about the account and not about its app, the provider or us. */
        boolean ofAccount() {
            return switch (failureClass) {
                case REAUTHORIZE, USER_ACTION, PERMISSION_MISSING, CODE_SPENT, BAD_REQUEST -> true;
                case UNKNOWN, NONE, TRANSIENT, RATE_LIMITED, MISCONFIGURED, KEY_UNKNOWN -> false;
            };
        }
    }

    /** An attempt failed, and is told. */
    Trouble failed(Failure failure) {
        return new Trouble(tries + 1, silent, failures + 1, true, refusedAt, failure, userActionSince);
    }

    /** An attempt failed because of the app, the keys or the time; the account is not marked. */
    Trouble rested(@Nullable Failure failure) {
        return new Trouble(
                tries + 1, silent, failures, failing, refusedAt, failure == null ? last : failure, userActionSince);
    }

    /** Whether the last attempt failed, and not because of the account. */
    boolean heldByOthers() {
        return tries > 0 && (last == null || !last.ofAccount());
    }

    /** Null: what was refused before is no evidence any more. */
    Trouble refused(@Nullable Instant at) {
        return new Trouble(tries, silent, failures, failing, at, last, userActionSince);
    }

    Trouble verified() {
        return new Trouble(tries, silent, failures, failing, null, last, null);
    }

    /** The provider says that the person must act there first. */
    Trouble waitsForPerson(Instant now) {
        return new Trouble(
                tries, silent, failures, failing, refusedAt, last, userActionSince == null ? now : userActionSince);
    }

    Trouble unanswered() {
        return new Trouble(tries, silent + 1, failures, failing, refusedAt, last, userActionSince);
    }

    /** What was to be published is: other attempts may begin anew, unless the account itself is in trouble. */
    Trouble published() {
        return failing ? this : new Trouble(0, silent, failures, false, refusedAt, null, userActionSince);
    }

    Trouble answered() {
        return silent == 0 ? this : new Trouble(tries, 0, failures, failing, refusedAt, last, userActionSince);
    }
}
