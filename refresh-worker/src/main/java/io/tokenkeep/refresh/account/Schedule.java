package io.tokenkeep.refresh.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about an account, and the one command that is in flight. Immutable.
 *
 * @param plan the next action of the token itself; null if nothing is planned
 * @param publishAt when to command PUBLISH of the current token; null if {@code tokens} already ends with it
 * @param inFlight the command that waits for its answer
 * @param nextListAt for a person with Pages: when to list them again
 * @param revocation the grant that is still to be revoked
 */
record Schedule(
        @Nullable Plan plan,
        @Nullable Instant publishAt,
        @Nullable InFlight inFlight,
        @Nullable Instant nextListAt,
        @Nullable Revocation revocation) {

    static final Schedule EMPTY = new Schedule(null, null, null, null, null);

    Schedule planned(@Nullable Plan next) {
        return new Schedule(next, publishAt, inFlight, nextListAt, revocation);
    }

    /** Moves an earlier plan to this time. */
    Schedule notBefore(Instant time) {
        return plan == null || !plan.at().isBefore(time) ? this : planned(Plan.of(plan.kind(), time));
    }

    Schedule publishingAt(@Nullable Instant at) {
        return new Schedule(plan, at, inFlight, nextListAt, revocation);
    }

    Schedule listingAt(@Nullable Instant at) {
        return new Schedule(plan, publishAt, inFlight, at, revocation);
    }

    Schedule revoking(@Nullable Revocation next) {
        return new Schedule(plan, publishAt, inFlight, nextListAt, next);
    }

    Schedule commanded(InFlight command) {
        return new Schedule(plan, publishAt, command, nextListAt, revocation);
    }

    /** The command in flight was answered, or never will be. */
    Schedule settled() {
        return new Schedule(plan, publishAt, null, nextListAt, revocation);
    }

    /** Another token is current, so a failure of the command in flight says nothing about it. */
    Schedule outdated() {
        return inFlight == null ? this : commanded(inFlight.asOutdated());
    }
}
