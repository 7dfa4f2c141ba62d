package io.tokenkeep.refresh.account;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about an account, and the one command that is in flight. Immutable.
 *
 * @param plan the next action of the token itself; null if nothing is planned
 * @param publishAt when to command PUBLISH of the current token; null if {@code tokens} already ends with it
 * @param inFlight the command that waits for its answer
 * @param nextListAt for a person with Pages: when to list them again
 * @param revocation the grant that is still to be revoked
 * @param deferred what an account command wants done once nothing else of the app is due
 */
record Schedule(
        @Nullable Plan plan,
        @Nullable Instant publishAt,
        @Nullable InFlight inFlight,
        @Nullable Instant nextListAt,
        @Nullable Revocation revocation,
        @Nullable DeferredAction deferred) {

    static final Schedule EMPTY = new Schedule(null, null, null, null, null, null);

    Schedule planned(@Nullable Plan next) {
        return new Schedule(next, publishAt, inFlight, nextListAt, revocation, deferred);
    }

    /** Moves an earlier plan to this time. */
    Schedule notBefore(Instant time) {
        return plan == null || !plan.at().isBefore(time) ? this : planned(plan.movedTo(time));
    }

    Schedule publishingAt(@Nullable Instant at) {
        return new Schedule(plan, at, inFlight, nextListAt, revocation, deferred);
    }

    Schedule listingAt(@Nullable Instant at) {
        return new Schedule(plan, publishAt, inFlight, at, revocation, deferred);
    }

    Schedule revoking(@Nullable Revocation next) {
        return new Schedule(plan, publishAt, inFlight, nextListAt, next, deferred);
    }

    Schedule deferring(@Nullable DeferredAction next) {
        return new Schedule(plan, publishAt, inFlight, nextListAt, revocation, next);
    }

    /** The account commands that wait for an answer: for a command in flight, for the plan and behind what is due. */
    List<String> requests() {
        List<String> all = new ArrayList<>(inFlight == null ? List.of() : inFlight.requests());
        all.addAll(waiting());
        return all;
    }

    /** The account commands that the next REFRESH or VERIFY answers. */
    List<String> waiting() {
        return Stream.of(plan == null ? null : plan.request(), deferred == null ? null : deferred.request())
                .filter(Objects::nonNull)
                .toList();
    }

    /** This account command is answered. What was planned for it stays planned, unless it waits behind what is due. */
    Schedule without(String request) {
        boolean isDeferred = deferred != null && request.equals(deferred.request());
        return new Schedule(
                plan != null && request.equals(plan.request()) ? plan.answering(null) : plan,
                publishAt,
                inFlight == null ? null : inFlight.without(request),
                nextListAt,
                revocation,
                isDeferred ? null : deferred);
    }

    Schedule commanded(InFlight command) {
        return new Schedule(plan, publishAt, command, nextListAt, revocation, deferred);
    }

    /** The command in flight was answered, or never will be. */
    Schedule settled() {
        return new Schedule(plan, publishAt, null, nextListAt, revocation, deferred);
    }

    /** Another token is current, so a failure of the command in flight says nothing about it. */
    Schedule outdated() {
        return inFlight == null ? this : commanded(inFlight.asOutdated());
    }
}
